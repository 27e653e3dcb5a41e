/** Channel time. The loop knows no other. Drills and tests bring their own clock. */
export type Clock = {
  /** Milliseconds since the Unix epoch, channel time. */
  nowMs(): number;
  /** Calls `wake` once at or near `atMs`, perhaps a little early. The function it returns cancels the call. */
  wakeAt(atMs: number, wake: () => void): () => void;
};

/** Resolves when channel time has reached `atMs`, never before, and at once when `signal` aborts. */
export async function sleepUntil(clock: Clock, atMs: number, signal?: AbortSignal): Promise<void> {
  for (;;) {
    if (clock.nowMs() >= atMs || signal?.aborted === true) return;
    await nextWake(clock, atMs, signal);
  }
}

/** Resolves at or near `atMs` as the clock stands now. It is no later when the clock is put back meanwhile. */
export function nextWake(clock: Clock, atMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      signal?.removeEventListener("abort", done);
      cancel();
      resolve();
    };
    const cancel = clock.wakeAt(atMs, done);
    signal?.addEventListener("abort", done, { once: true });
    if (signal?.aborted === true) done();
  });
}

/** What `work` gives, or undefined when channel time reaches `atMs` first. */
export function within<T>(clock: Clock, atMs: number, work: Promise<T>): Promise<T | undefined> {
  const limit = new AbortController();
  return Promise.race([work, sleepUntil(clock, atMs, limit.signal).then(() => undefined)]).finally(() =>
    limit.abort(),
  );
}
