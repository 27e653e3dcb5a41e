/** Counts values by size, as Prometheus does: each bucket holds what is not larger than its bound. */
export class Histogram {
  readonly #buckets: [upTo: number, count: number][];
  #sum = 0;
  #count = 0;

  /** `bounds` ascend; their unit is that of the values. */
  constructor(bounds: readonly number[]) {
    this.#buckets = bounds.map((upTo) => [upTo, 0]);
  }

  observe(value: number): void {
    for (const bucket of this.#buckets) if (value <= bucket[0]) bucket[1] += 1;
    this.#sum += value;
    this.#count += 1;
  }

  /** Bound and how many values are not larger. */
  get buckets(): readonly (readonly [upTo: number, count: number])[] {
    return this.#buckets;
  }

  get sum(): number {
    return this.#sum;
  }

  get count(): number {
    return this.#count;
  }
}
