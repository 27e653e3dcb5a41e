type Reader = { second: number; untilMs: number; done: (listed: boolean) => void };

/** So that nobody can fill the memory: more are turned away at once. */
const MAX_READERS = 20_000;

/** Those who wait for a second to be listed. Holds no timer: whoever owns it calls `release` when the edge may have moved. */
export class BlockedReaders {
  #readers = new Set<Reader>();

  get count(): number {
    return this.#readers.size;
  }

  /** Resolves true when `second` is listed, false when `untilMs` passed or the room is full. */
  wait(second: number, untilMs: number): Promise<boolean> {
    if (this.#readers.size >= MAX_READERS) return Promise.resolve(false);
    return new Promise((done) => this.#readers.add({ second, untilMs, done }));
  }

  /** Wakes everybody whose second lies before `edge`, and everybody whose time is up. */
  release(edge: number, nowMs: number): void {
    for (const reader of this.#readers) {
      const listed = reader.second < edge;
      if (!listed && nowMs < reader.untilMs) continue;
      this.#readers.delete(reader);
      reader.done(listed);
    }
  }
}
