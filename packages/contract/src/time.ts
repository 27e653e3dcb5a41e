import { z } from "zod";
import { flavoured } from "./flavour.ts";

/** The last second that we reckon with: 32 bits hold it. */
export const MAX_SECOND = 4_294_967_295;

/** Integer Unix second of channel time: the unit of the timeline. Intervals of seconds are half-open `[start, end)`. */
export const Second = flavoured("second", z.int().min(0).max(MAX_SECOND));
export type Second = z.infer<typeof Second>;

/** Milliseconds since the Unix epoch, channel time. */
export const EpochMs = flavoured("epoch-ms", z.number().min(0));
export type EpochMs = z.infer<typeof EpochMs>;

/** A second of a recorded piece, counted from its first. */
export const AssetSecond = flavoured("asset-second", z.int().min(0));
export type AssetSecond = z.infer<typeof AssetSecond>;

/** Answer at `clock` and `channelClock`: the channel's clock, by which it judges deadlines. It is channel time. */
export const ClockAnswer = z.object({ nowMs: EpochMs });
export type ClockAnswer = z.infer<typeof ClockAnswer>;

/** Seconds after its end within which a second must be committed by its first choice. */
export const AIR_DELAY_SECONDS = 1.5;
/** A second that is still open this long after its deadline becomes slate. */
export const SLATE_GRACE_SECONDS = 1;

/** The second that is running at `ms` of channel time (or of any other Unix time). */
export function secondOf(ms: EpochMs): Second {
  return Math.floor(ms / 1000);
}

/** When a second must be committed by its first choice, ms of channel time. From then on the best there is goes on air. */
export function airDeadlineMs(second: Second): EpochMs {
  return (second + 1 + AIR_DELAY_SECONDS) * 1000;
}

/** When a second that nobody has committed becomes slate, ms of channel time. */
export function slateDeadlineMs(second: Second): EpochMs {
  return (second + 1 + AIR_DELAY_SECONDS + SLATE_GRACE_SECONDS) * 1000;
}
