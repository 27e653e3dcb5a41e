/** How many bytes may pass: `perSecond` in the long run, `atOnce` when nothing has passed for a while. */
export class ByteBudget {
  readonly #perSecond: number;
  readonly #atOnce: number;
  readonly #nowMs: () => number;
  #left: number;
  #atMs: number;

  constructor(o: { perSecond: number; atOnce: number; nowMs: () => number }) {
    this.#perSecond = o.perSecond;
    this.#atOnce = o.atOnce;
    this.#nowMs = o.nowMs;
    this.#left = o.atOnce;
    this.#atMs = o.nowMs();
  }

  /** Spends `bytes`. Answers how long to wait before the next are spent, ms. */
  spend(bytes: number): number {
    const now = this.#nowMs();
    const since = (now - this.#atMs) / 1000;
    this.#atMs = now;
    this.#left = Math.min(this.#atOnce, this.#left + since * this.#perSecond) - bytes;
    return this.#left >= 0 ? 0 : Math.ceil((-this.#left / this.#perSecond) * 1000);
  }
}
