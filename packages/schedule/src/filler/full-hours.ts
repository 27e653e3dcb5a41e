import type { Second } from "@nonstop/contract/time";
import { wallParts } from "../wall-time.ts";

/** Whether the clocks of a zone show a full hour in `second`. */
export function isFullHour(second: Second, zone: string): boolean {
  // Offsets of zones are whole quarters of an hour.
  return second % 900 === 0 && minuteOf(second, zone) === 0;
}

/** The first second after `second` in which the clocks of a zone show a full hour. */
export function nextFullHour(second: Second, zone: string): Second {
  const minute = second - (second % 60);
  const next = minute + (60 - minuteOf(minute, zone)) * 60;
  // A clock that is put forward or back by half an hour shows another minute by then.
  return minuteOf(next, zone) === 0 ? next : nextFullHour(next, zone);
}

/** The minute of the day that the clocks of a zone show in `second`. */
export function minuteOfDay(second: Second, zone: string): number {
  const { hour, minute } = wallParts(second, zone);
  return Number(hour) * 60 + Number(minute);
}

function minuteOf(second: Second, zone: string): number {
  return Number(wallParts(second, zone)["minute"]);
}
