const MAX_TOLD_A_MINUTE = 3;
const MINUTE_MS = 60_000;

type Counted = { untold: number; toldMs: number[] };

/**
 * Counts the webhooks with a wrong signature that come to this isolate, by vendor. Anybody may send such, as many as they like,
 * so the schedule hears of few and is told how many there were.
 */
export class WrongSignatures {
  readonly #counted = new Map<string, Counted>();

  /** Counts one; answers how many the schedule is to be told of now, if it is to be told. */
  wrong(from: string, nowMs: number): number | undefined {
    const { untold, toldMs } = this.#counted.get(from) ?? { untold: 0, toldMs: [] };
    const recently = toldMs.filter((ms) => nowMs - ms < MINUTE_MS);
    const isTold = recently.length < MAX_TOLD_A_MINUTE;
    this.#counted.set(
      from,
      isTold ? { untold: 0, toldMs: [...recently, nowMs] } : { untold: untold + 1, toldMs: recently },
    );
    return isTold ? untold + 1 : undefined;
  }

  /** A right one came: begins anew. */
  right(from: string): void {
    this.#counted.delete(from);
  }
}
