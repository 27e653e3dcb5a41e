import type { Clock } from "../time/clock.ts";

/** Wakes whoever waits for an offer, an asset, a take or a rundown: anything that may change a decision. */
export class Changes {
  readonly #waiting = new Set<() => void>();

  announce(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }

  /** Resolves at the next announcement, at the latest when channel time reaches `untilMs`. */
  next(clock: Clock, untilMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        cancel();
        this.#waiting.delete(wake);
        resolve();
      };
      const cancel = clock.wakeAt(untilMs, wake);
      this.#waiting.add(wake);
    });
  }
}
