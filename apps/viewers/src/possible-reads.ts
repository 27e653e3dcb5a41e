import {
  AS_RUN_DAYS,
  KEPT_SECONDS,
  LATE_WRITE_SECONDS,
  PARTS_AHEAD,
  SEGMENTS_AHEAD,
} from "@nonstop/contract/channel-object";
import { secondOf, slateDeadlineMs } from "@nonstop/contract/time";
import { SEGMENT_SECONDS, segmentOfSecond } from "@nonstop/media/lattice";

/** What the clocks of a Worker and of the channel's object may differ by. */
const MAX_CLOCK_DIFFERENCE_MS = 2000;

/**
 * Where a part may be, by the clock alone. `not-yet`: it cannot be listed, nor be waited for. `kept`: the channel may have
 * it. `gone`: the channel no longer has it.
 */
export type PartPlace = "not-yet" | "kept" | "gone";

/** Where a part may be at `nowMs`. */
export function partPlace(second: number, nowMs: number): PartPlace {
  if (second > newestListable(nowMs) + PARTS_AHEAD) return "not-yet";
  return second < oldestKept(nowMs) ? "gone" : "kept";
}

/**
 * Where a segment may be, by the clock alone. `kept`: the channel has its bytes. `written-late`: R2 has it, and if not the
 * channel may still have it. `stored`: R2 has it, or it is slate. `gone`: older than the as-run, so that no replay lists it.
 */
export type SegmentPlace = "not-yet" | "kept" | "written-late" | "stored" | "gone";

/** Where a segment may be at `nowMs`. */
export function segmentPlace(segment: number, nowMs: number): SegmentPlace {
  const end = (segment + 1) * SEGMENT_SECONDS;
  if (end - 1 > newestListable(nowMs)) return "not-yet";
  const oldest = oldestKept(nowMs);
  if (end > oldest) return "kept";
  if (end > oldest - LATE_WRITE_SECONDS) return "written-late";
  return end > secondOf(nowMs) - AS_RUN_DAYS * 86_400 ? "stored" : "gone";
}

/** Whether a playlist is asked for that nobody may wait for yet (RFC 8216bis, 6.2.5.2). */
export function isReloadTooFar(segment: number, nowMs: number): boolean {
  return segment > segmentOfSecond(newestListable(nowMs)) + SEGMENTS_AHEAD;
}

/** Whether `second` is listed at `nowMs` whatever has happened: what nobody proposes becomes slate. */
export function isSurelyListed(second: number, nowMs: number): boolean {
  return nowMs > slateDeadlineMs(second) + MAX_CLOCK_DIFFERENCE_MS;
}

/** No second after this one can be listed. */
function newestListable(nowMs: number): number {
  return secondOf(nowMs + MAX_CLOCK_DIFFERENCE_MS);
}

/** The channel keeps no second before this one, except what R2 has not taken. */
function oldestKept(nowMs: number): number {
  return secondOf(nowMs - MAX_CLOCK_DIFFERENCE_MS - slateDeadlineMs(0)) - KEPT_SECONDS;
}
