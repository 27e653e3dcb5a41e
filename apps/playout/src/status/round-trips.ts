/** About two minutes of seconds. */
const MAX_KEPT = 120;

/** How long the edge took to answer the newest seconds, ms. */
export class RoundTrips {
  readonly #newest: number[] = [];

  add(ms: number): void {
    this.#newest.push(ms);
    if (this.#newest.length > MAX_KEPT) this.#newest.shift();
  }

  /** How many there are, the soonest, and what 95 of 100 did not exceed; undefined while there is none. */
  get summary(): { count: number; leastMs: number; p95Ms: number } | undefined {
    const sorted = this.#newest.toSorted((a, b) => a - b);
    const [least] = sorted;
    const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1];
    if (least === undefined || p95 === undefined) return undefined;
    return { count: sorted.length, leastMs: Math.round(least), p95Ms: Math.round(p95) };
  }
}
