/** Corrections are made in whole pictures, so that no second becomes noticeably shorter or longer. */
export const PICTURE_MS = 1000 / 30;
/**
 * A clock that is further off is set at once: slewing would leave it on the wrong second for half a minute and more. A room
 * takes its upstream for another timeline beyond the same second, so a slew never costs it a restart.
 */
export const MAX_SLEWED_MS = 1_000;

/**
 * The edge's time, which is channel time, kept on a process's monotonic clock. All times are milliseconds; `monotonicMs` is
 * the reading of the monotonic clock at the moment of the call.
 *
 * The first measurement is believed at once. Later corrections are slewed by at most one whole picture a second; less than
 * half a picture is left alone. Without measurements the last offset holds.
 */
export class ChannelClock {
  readonly #firstGuessMs: number;
  #offsetMs: number;
  #targetMs: number;
  #slewedAtMs: number;
  #isMeasured = false;

  /** Begins with a guess: the machine's wall clock (epoch ms), which is not read again. */
  constructor(o: { wallMs: number; monotonicMs: number }) {
    this.#slewedAtMs = o.monotonicMs;
    this.#firstGuessMs = o.wallMs - o.monotonicMs;
    this.#offsetMs = this.#firstGuessMs;
    this.#targetMs = this.#firstGuessMs;
  }

  /** Channel time, epoch ms. */
  nowMs(monotonicMs: number): number {
    this.#slew(monotonicMs);
    return monotonicMs + this.#offsetMs;
  }

  /** Accepts a measurement: channel time minus the monotonic clock. */
  correct(measuredMs: number, monotonicMs: number): void {
    this.#slew(monotonicMs);
    this.#targetMs = measuredMs;
    if (!this.#isMeasured || Math.abs(this.skewMs) > MAX_SLEWED_MS) this.#offsetMs = measuredMs;
    this.#isMeasured = true;
  }

  /** Whether the edge was reached once; until then channel time is a guess. */
  get isMeasured(): boolean {
    return this.#isMeasured;
  }

  /** Channel time, as measured last, minus the wall clock as it was read at the start. */
  get offsetMs(): number {
    return this.#targetMs - this.#firstGuessMs;
  }

  /** What is measured and not slewed yet. */
  get skewMs(): number {
    return this.#targetMs - this.#offsetMs;
  }

  #slew(monotonicMs: number): void {
    const seconds = Math.floor((monotonicMs - this.#slewedAtMs) / 1000);
    if (seconds < 1) return;
    this.#slewedAtMs += seconds * 1000;
    const pictures = Math.round(this.skewMs / PICTURE_MS);
    this.#offsetMs += Math.sign(pictures) * Math.min(Math.abs(pictures), seconds) * PICTURE_MS;
  }
}
