/** Pictures are counted over so long, by the publisher's own clock. */
const SPAN_MS = 4_000;

/** How many pictures a publisher sends a second. */
export class PictureRate {
  #times: number[] = [];

  /** Notes a picture at `timestampMs` of the publisher's clock. A jump of that clock begins anew. */
  note(timestampMs: number): void {
    const last = this.#times.at(-1) ?? timestampMs;
    const isJump = Math.abs(timestampMs - last) > SPAN_MS;
    this.#times = isJump ? [] : this.#times.filter((time) => time > timestampMs - SPAN_MS);
    this.#times.push(timestampMs);
  }

  /** Pictures a second; undefined until a second of them has come. */
  get perSecond(): number | undefined {
    const [first, last] = [Math.min(...this.#times), Math.max(...this.#times)];
    if (last - first < 1_000) return undefined;
    return Math.round(((this.#times.length - 1) * 10_000) / (last - first)) / 10;
  }
}
