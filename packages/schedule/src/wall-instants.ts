import type { Second } from "@nonstop/contract/time";
import { offsetSeconds } from "./wall-time.ts";

/** A moment at which the clocks of a zone leap: from the offset `before` to `after`, in seconds. */
export type ClockChange = { at: Second; before: number; after: number };

const HOUR = 3600;
const DAY = 24 * HOUR;

/** When the clocks of a zone change in `[from, to)`, in order. No zone changes twice within a day. */
export function clockChanges(from: Second, to: Second, zone: string): ClockChange[] {
  const changes: ClockChange[] = [];
  for (let start = from; start < to; start += DAY) {
    const end = Math.min(start + DAY, to);
    const [before, after] = [offsetSeconds(start - 1, zone), offsetSeconds(end - 1, zone)];
    if (before === after) continue;
    let [same, other] = [start - 1, end - 1];
    while (other - same > 1) {
      const middle = (same + other) >>> 1;
      if (offsetSeconds(middle, zone) === before) same = middle;
      else other = middle;
    }
    changes.push({ at: other, before, after });
  }
  return changes;
}

/**
 * The seconds at which the clocks of a zone show a wall time such as `2027-03-28T01:30` or `2027-03-28` (midnight): none when they
 * leap over it, two when it comes twice.
 */
export function secondsOfWall(wall: string, zone: string): Second[] {
  const shown = Date.parse(`${wall.length === 10 ? `${wall}T00:00` : wall}Z`) / 1000;
  if (Number.isNaN(shown)) return [];
  const offsets = new Set([
    offsetSeconds(shown - DAY, zone),
    offsetSeconds(shown + DAY, zone),
    offsetSeconds(shown, zone),
  ]);
  return [...offsets]
    .map((offset) => shown - offset)
    .filter((second) => second + offsetSeconds(second, zone) === shown)
    .sort((a, b) => a - b);
}

/**
 * The second of a wall time that is given as if it were UTC. One that comes twice is the first of the two; one that the clocks leap
 * over is as long after the leap as it would have been without it (RFC 5545, section 3.3.5).
 */
export function instantOfWall(wall: Second, zone: string): Second {
  const [first] = secondsOfWall(new Date(wall * 1000).toISOString().slice(0, 19), zone);
  return first ?? wall - offsetSeconds(wall - DAY, zone);
}
