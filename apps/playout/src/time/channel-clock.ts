import type { Clock } from "./clock.ts";

const PICTURE_MS = 1000 / 30;
/** Further off than this it is stepped: slewing would take minutes on the wrong second. */
const STEP_MS = 1000;
/** Offset or skew beyond this is an alarm (design section 5). */
export const CLOCK_ALARM_MS = 250;
const MAX_TIMER_MS = 60_000;

/**
 * The edge's time, kept on this process's monotonic clock. A measured correction is slewed by at most one whole picture a
 * second, so that no second becomes noticeably shorter or longer. Without measurements the last offset holds.
 */
export class ChannelClock implements Clock {
  readonly #monotonicMs: () => number;
  readonly #firstGuessMs: number;
  #offsetMs: number;
  #targetMs: number;
  #slewedAtMs: number;
  #measured = false;

  constructor(o: { monotonicMs: () => number; wallMs: number }) {
    this.#monotonicMs = o.monotonicMs;
    this.#slewedAtMs = o.monotonicMs();
    this.#firstGuessMs = o.wallMs - this.#slewedAtMs;
    this.#offsetMs = this.#firstGuessMs;
    this.#targetMs = this.#firstGuessMs;
  }

  nowMs(): number {
    this.#slew();
    return this.#monotonicMs() + this.#offsetMs;
  }

  wakeAt(atMs: number, wake: () => void): () => void {
    const timer = setTimeout(wake, Math.min(MAX_TIMER_MS, Math.max(0, Math.ceil(atMs - this.nowMs()))));
    return () => clearTimeout(timer);
  }

  /** Takes over a measurement: channel time minus the monotonic clock, ms. The first one, and a far one, at once. */
  correct(offsetMs: number): void {
    this.#slew();
    this.#targetMs = offsetMs;
    if (!this.#measured || Math.abs(offsetMs - this.#offsetMs) > STEP_MS) this.#offsetMs = offsetMs;
    this.#measured = true;
  }

  get isMeasured(): boolean {
    return this.#measured;
  }

  /** Channel time minus the wall clock as read at start, ms. */
  get offsetMs(): number {
    return this.#targetMs - this.#firstGuessMs;
  }

  /** What is measured but not slewed yet, ms. */
  get skewMs(): number {
    return this.#targetMs - this.#offsetMs;
  }

  #slew(): void {
    const seconds = Math.floor((this.#monotonicMs() - this.#slewedAtMs) / 1000);
    if (seconds < 1) return;
    this.#slewedAtMs += seconds * 1000;
    const pictures = Math.round(this.skewMs / PICTURE_MS);
    this.#offsetMs += Math.sign(pictures) * Math.min(Math.abs(pictures), seconds) * PICTURE_MS;
  }
}
