import type { Second } from "@nonstop/contract/time";
import { nextFullHour } from "./full-hours.ts";
import { type Pool, secondsOf } from "./pool-piece.ts";

const HOUR_SECONDS = 3600;
/** So many full hours are tried before a piece runs over them. */
const MAX_HOURS_TRIED = 3;

/**
 * Whether every full hour between programmes must be met: there are idents for it, and pieces to fill an hour with. Films that are longer
 * than an hour would be cut at each full one; where others do not make an hour together, they air whole instead.
 */
export function meetsHours({ idents, pieces }: Pool, identsAtTheHour: boolean): boolean {
  if (!identsAtTheHour || idents.length === 0) return false;
  const within = pieces.filter(({ durationSeconds }) => durationSeconds < HOUR_SECONDS);
  const together = secondsOf(within);
  return within.length > 0 && (within.length === pieces.length || together >= HOUR_SECONDS);
}

/** From so far beyond the end of a window no filler within it is told apart: a gap that reaches so far might as well be endless. */
export const ENDLESS_SECONDS = 8 * HOUR_SECONDS;

/**
 * Where a span that begins at `at` may end in a gap whose hours need not be met, the best first: at a full hour that the next piece in
 * turn does not run over, where pieces close it; else after that piece; at the end of the gap where that is near. `length`: of the
 * next piece, in seconds.
 */
export function spanEnds(at: Second, gapEnd: Second, length: number, zone: string): Second[] {
  let hour = nextFullHour(at, zone);
  while (hour < gapEnd && hour < at + length) hour = nextFullHour(hour, zone);
  const hours: Second[] = [];
  for (let next = hour; next < gapEnd && hours.length < MAX_HOURS_TRIED; next = nextFullHour(next, zone))
    hours.push(next);
  const isFar = hours.length === MAX_HOURS_TRIED && length > 0;
  return [...hours, isFar ? at + length : gapEnd];
}

/** From so far before its end on, a gap is filled with that end in view. */
export const TAIL_SECONDS = (MAX_HOURS_TRIED + 1) * HOUR_SECONDS;
