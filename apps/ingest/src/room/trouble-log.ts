import { addSpan, type SecondSpans } from "@nonstop/contract/second-spans";
import { Trouble, type TroubleSpans } from "@nonstop/contract/trouble";

/**
 * The seconds of a room that had trouble, as spans. A span is kept whole until it has ended: who hears of it late still learns
 * when it began.
 */
export class TroubleLog {
  readonly #spans = new Map<Trouble, SecondSpans>();

  /** Notes what was wrong with a second. */
  note(second: number, troubles: readonly Trouble[]): void {
    for (const trouble of troubles)
      this.#spans.set(trouble, addSpan(this.#spans.get(trouble) ?? [], second, second + 1));
  }

  /** Forgets what ended at or before `second`. */
  forgetBefore(second: number): void {
    for (const [trouble, spans] of this.#spans) {
      const kept = spans.filter(([, to]) => to > second);
      if (kept.length === 0) this.#spans.delete(trouble);
      else this.#spans.set(trouble, kept);
    }
  }

  /** The spans of each kind of trouble there is. */
  get spans(): TroubleSpans {
    const told: TroubleSpans = {};
    for (const trouble of Trouble.options) {
      const spans = this.#spans.get(trouble);
      if (spans !== undefined) told[trouble] = spans.map(([from, to]) => [from, to]);
    }
    return told;
  }

  get isEmpty(): boolean {
    return this.#spans.size === 0;
  }
}
