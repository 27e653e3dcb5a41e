import type { AiringId } from "@nonstop/contract/names";
import type { DayPart } from "@nonstop/contract/programming";
import type { Second } from "@nonstop/contract/time";
import { minuteOfDay } from "./full-hours.ts";
import type { PoolPiece } from "./pool-piece.ts";

const LOOK_SECONDS = 1800;

/** A stretch of time to be filled, `[start, end)`. */
export type FillSpan = { start: Second; end: Second };

/** Whether a piece may air in these parts of the day. */
export function suitsDayPart({ dayParts }: PoolPiece, parts: ReadonlySet<string>): boolean {
  return dayParts.length === 0 || dayParts.some((name) => parts.has(name));
}

/** Whether a promo that airs in `span` is over before an airing that it promotes begins. `starts`: of all airings that are planned. */
export function isPromoDue(
  { promotes }: PoolPiece,
  { end }: FillSpan,
  starts: ReadonlyMap<AiringId, Second>,
): boolean {
  return promotes.length === 0 || promotes.some((airing) => (starts.get(airing) ?? -1) >= end);
}

/** The parts of the day that a whole span lies in by the clocks of a zone, looked at twice an hour. */
export function dayPartsOf(
  { start, end }: FillSpan,
  dayParts: readonly DayPart[],
  zone: string,
): ReadonlySet<string> {
  let through = [...dayParts];
  for (let at = start; through.length > 0; at = Math.min(at + LOOK_SECONDS, end - 1)) {
    const minute = minuteOfDay(at, zone);
    through = through.filter((part) => holdsAt(part, minute));
    if (at >= end - 1) break;
  }
  return new Set(through.map(({ name }) => name));
}

function holdsAt({ from, to }: DayPart, minute: number): boolean {
  return from < to ? from <= minute && minute < to : minute >= from || minute < to;
}
