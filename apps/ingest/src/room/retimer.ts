import type { RestartReason } from "./restart-reason.ts";

export const PICTURE_MS = 1000 / 30;
/** A timestamp that is further off belongs to another timeline. The clock itself is never slewed by more than this. */
const JUMP_MS = 1_000;
/** How long a room may be later than `JUMP_MS`. After that it will not catch up. */
const LATE_MS = 3_000;
/**
 * How long a new upstream is watched before it is trusted. It comes in bursts at first, so its first tags say little of its
 * pace. The error is corrected once, in one step, before the room has the clean seconds that bring it on air.
 */
const SETTLING_MS = 1_500;
const DRIFT_WINDOW_MS = 5_000;
/**
 * How late an upstream must be before we call it drift. Each correction costs a picture, so the delays of a busy machine must
 * not count.
 */
const LATE_BEGINS_MS = 250;
/** How early it must be. This limit is wider: an early upstream endangers no second, its picture is only that much older. */
const AHEAD_BEGINS_MS = 600;
/** Drift is then corrected, one picture a window, until this much is left: about a picture. */
const DRIFT_ENDS_MS = 34;

export type Retimed =
  | { kind: "at"; channelMs: number }
  | { kind: "jump"; reason: Extract<RestartReason, "timestamps-back" | "timestamps-ahead" | "fell-behind"> };

/**
 * Puts an upstream's milliseconds on the channel's clock. We assume that its least delayed tag arrives in no time. The offset
 * lies on the grid of pictures, so that every picture falls into the middle of its place; it moves by whole pictures.
 */
export class Retimer {
  #offset: number | undefined;
  readonly #newest = new Map<string, number>();
  readonly #lateSince = new Map<string, number>();
  #window: { from: number; leastLag: number } | undefined;
  #isSettled = false;
  #isDrifting = false;

  /** Forgets where the upstream lay. It needs a new anchor then. */
  reset(): void {
    this.#offset = undefined;
    this.#newest.clear();
    this.#lateSince.clear();
    this.#window = undefined;
    this.#isSettled = false;
    this.#isDrifting = false;
  }

  /**
   * Fixes the offset so that the picture at `pictureMs` (upstream, presentation) falls on the picture grid. The least delayed
   * tag came `leastGapMs` after its upstream time.
   */
  anchor(pictureMs: number, leastGapMs: number): void {
    const phase = (pictureMs + leastGapMs) % PICTURE_MS;
    this.#offset = leastGapMs - phase;
  }

  /** Channel time of an upstream time. Call `anchor` before. */
  place(upstreamMs: number): number {
    return upstreamMs + (this.#offset ?? 0);
  }

  /** Channel time of a tag that has just come, or why it belongs to another timeline. */
  retime(tag: { upstreamMs: number; kind: string; arrivalMs: number }): Retimed {
    const channelMs = this.place(tag.upstreamMs);
    const lag = tag.arrivalMs - channelMs;
    const newest = this.#newest.get(tag.kind) ?? tag.upstreamMs;
    this.#newest.set(tag.kind, Math.max(newest, tag.upstreamMs));
    if (tag.upstreamMs < newest - JUMP_MS) return { kind: "jump", reason: "timestamps-back" };
    if (lag < -JUMP_MS) return { kind: "jump", reason: "timestamps-ahead" };
    if (lag <= JUMP_MS) this.#lateSince.delete(tag.kind);
    else if (tag.arrivalMs - this.#noteLate(tag) > LATE_MS) return { kind: "jump", reason: "fell-behind" };
    this.#followDrift(lag, tag.arrivalMs);
    return { kind: "at", channelMs };
  }

  /** Since when this track has been late. */
  #noteLate(tag: { kind: string; arrivalMs: number }): number {
    const since = this.#lateSince.get(tag.kind) ?? tag.arrivalMs;
    this.#lateSince.set(tag.kind, since);
    return since;
  }

  #followDrift(lag: number, arrivalMs: number): void {
    if (this.#window === undefined || arrivalMs - this.#window.from > 2 * DRIFT_WINDOW_MS) {
      this.#window = { from: arrivalMs, leastLag: lag };
      return;
    }
    this.#window.leastLag = Math.min(this.#window.leastLag, lag);
    if (arrivalMs - this.#window.from < (this.#isSettled ? DRIFT_WINDOW_MS : SETTLING_MS)) return;
    const { leastLag } = this.#window;
    this.#window = undefined;
    if (this.#isSettled) {
      const begins = leastLag > 0 ? LATE_BEGINS_MS : AHEAD_BEGINS_MS;
      this.#isDrifting = Math.abs(leastLag) > (this.#isDrifting ? DRIFT_ENDS_MS : begins);
      if (this.#isDrifting) this.#move(Math.sign(leastLag));
    } else {
      this.#isSettled = true;
      this.#move(Math.floor(leastLag / PICTURE_MS));
    }
  }

  #move(pictures: number): void {
    this.#offset = (this.#offset ?? 0) + pictures * PICTURE_MS;
  }
}
