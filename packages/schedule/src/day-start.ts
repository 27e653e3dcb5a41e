import type { Second } from "@nonstop/contract/time";
import { offsetSeconds } from "./wall-instants.ts";

const DAY_SECONDS = 86_400;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * The first second of a local date (`2027-03-31`) in an IANA zone; undefined when the text is no date. On a night whose clocks leap
 * over midnight the day begins where they land.
 */
export function dayStart(date: string, zone: string): Second | undefined {
  const midnight = midnightUtc(date);
  if (midnight === undefined) return undefined;
  const offsets = [midnight - DAY_SECONDS, midnight + DAY_SECONDS].map((at) => offsetSeconds(at, zone));
  const starts = offsets.map((offset) => midnight - offset).filter((at) => localDate(at, zone) === date);
  return starts.length === 0 ? undefined : Math.min(...starts);
}

/** The first second after a local date in an IANA zone; undefined when the text is no date. */
export function dayEnd(date: string, zone: string): Second | undefined {
  const midnight = midnightUtc(date);
  if (midnight === undefined) return undefined;
  return dayStart(new Date((midnight + DAY_SECONDS) * 1000).toISOString().slice(0, 10), zone);
}

/** The local date of a second in an IANA zone, as `2027-03-31`. */
export function localDate(second: Second, zone: string): string {
  const offset = offsetSeconds(second, zone);
  return new Date((second + offset) * 1000).toISOString().slice(0, 10);
}

function midnightUtc(date: string): Second | undefined {
  const ms = DATE.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  // Date.parse takes 31 February for 3 March in some engines; what does not read back was no date.
  if (Number.isNaN(ms) || ms < 0 || new Date(ms).toISOString().slice(0, 10) !== date) return undefined;
  return ms / 1000;
}
