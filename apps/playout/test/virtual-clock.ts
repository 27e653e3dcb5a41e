import type { Clock } from "../src/time/clock.ts";

/** Channel time that stands still until the test moves it. */
export class VirtualClock implements Clock {
  #nowMs: number;
  readonly #timers = new Set<{ atMs: number; wake: () => void }>();

  constructor(nowMs: number) {
    this.#nowMs = nowMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  wakeAt(atMs: number, wake: () => void): () => void {
    const timer = { atMs, wake };
    this.#timers.add(timer);
    // As a real timer does: never within the call that set it.
    if (atMs <= this.#nowMs) setImmediate(() => this.#fire(timer));
    return () => this.#timers.delete(timer);
  }

  /** Moves time on; timers fire in order, each at its own time, and what they wake gets to run. */
  async advanceTo(toMs: number): Promise<void> {
    for (;;) {
      const due = [...this.#timers].filter(({ atMs }) => atMs <= toMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (due === undefined) break;
      this.#nowMs = Math.max(this.#nowMs, due.atMs);
      this.#fire(due);
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#nowMs = Math.max(this.#nowMs, toMs);
  }

  /** Time goes on, but nothing of this process runs: timers are late. */
  halt(ms: number): void {
    this.#nowMs += ms;
  }

  /** The clock is put back: what was to wake in a second still does. */
  putBack(ms: number): void {
    this.#nowMs -= ms;
    for (const timer of this.#timers) timer.atMs -= ms;
  }

  #fire(timer: { atMs: number; wake: () => void }): void {
    if (this.#timers.delete(timer)) timer.wake();
  }
}
