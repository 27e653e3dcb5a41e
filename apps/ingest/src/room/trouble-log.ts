import { Trouble, type TroubleSpans } from "@nonstop/contract/trouble";

/**
 * The seconds of a room that had trouble, as spans. A span is kept whole for as long as its end is: who hears of it late
 * still learns since when it lasts.
 */
export class TroubleLog {
  #spans: TroubleSpans = {};

  /** Takes down what was wrong with a second; seconds come in order. */
  note(second: number, troubles: readonly Trouble[]): void {
    for (const trouble of troubles) {
      const spans = this.#spans[trouble] ?? [];
      const last = spans.at(-1);
      const rest = last?.[1] === second ? spans.slice(0, -1) : spans;
      this.#spans[trouble] = [...rest, [last?.[1] === second ? last[0] : second, second + 1]];
    }
  }

  /** Lets go of what ended at or before `second`. */
  forgetBefore(second: number): void {
    for (const trouble of Trouble.options) {
      const kept = this.#spans[trouble]?.filter(([, to]) => to > second) ?? [];
      if (kept.length === 0) delete this.#spans[trouble];
      else this.#spans[trouble] = kept;
    }
  }

  get spans(): TroubleSpans {
    return { ...this.#spans };
  }

  get isEmpty(): boolean {
    return Object.keys(this.#spans).length === 0;
  }
}
