import { z } from "zod";

/** Integer Unix second of channel time: the unit of the timeline. Intervals of seconds are half-open `[start, end)`. */
export const Second = z.int().min(0).max(4_294_967_295);
export type Second = z.infer<typeof Second>;

/** Milliseconds since the Unix epoch, channel time. */
export const EpochMs = z.number().min(0);
export type EpochMs = z.infer<typeof EpochMs>;

/** `GET /origin/v1/clock`: the edge's clock, which is channel time. */
export const ClockAnswer = z.object({ nowMs: EpochMs });
export type ClockAnswer = z.infer<typeof ClockAnswer>;

/** Seconds after its end within which a second must be committed by its first choice (design section 2, air delay). */
export const AIR_DELAY_SECONDS = 1.5;
/** A second still open this long after `n + 1 + air delay` becomes slate (design section 6). */
export const SLATE_GRACE_SECONDS = 1;
