type Reader = { second: number; untilMs: number; done: (listed: boolean) => void };

/** Most readers that may wait. We turn more away at once, so that nobody can fill the memory. */
const MAX_READERS = 20_000;

/**
 * The readers that wait for a second to be listed. It has no timer. Its owner calls `release` when the edge may have
 * moved.
 */
export class BlockedReaders {
  #readers = new Set<Reader>();

  get count(): number {
    return this.#readers.size;
  }

  /** Resolves true when `second` is listed, and false when `untilMs` has passed or too many readers wait. */
  wait(second: number, untilMs: number): Promise<boolean> {
    if (this.#readers.size >= MAX_READERS) return Promise.resolve(false);
    return new Promise((done) => this.#readers.add({ second, untilMs, done }));
  }

  /** Wakes every reader whose second lies before `edge` or whose time is up. */
  release(edge: number, nowMs: number): void {
    for (const reader of this.#readers) {
      const listed = reader.second < edge;
      if (!listed && nowMs < reader.untilMs) continue;
      this.#readers.delete(reader);
      reader.done(listed);
    }
  }
}
