import type { Second } from "@nonstop/contract/time";
import { instantOfWall } from "./wall-instants.ts";

const DAY_SECONDS = 86_400;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * The first second of a local date (`2027-03-31`) in an IANA zone; undefined when the text is no date. On a night whose clocks leap
 * over midnight the day begins where they land.
 */
export function dayStart(date: string, zone: string): Second | undefined {
  const midnight = midnightUtc(date);
  return midnight === undefined ? undefined : instantOfWall(midnight, zone);
}

/** The first second after a local date in an IANA zone; undefined when the text is no date. */
export function dayEnd(date: string, zone: string): Second | undefined {
  const midnight = midnightUtc(date);
  return midnight === undefined ? undefined : instantOfWall(midnight + DAY_SECONDS, zone);
}

function midnightUtc(date: string): Second | undefined {
  const ms = DATE.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  // Date.parse takes 31 February for 3 March in some engines; what does not read back was no date.
  if (Number.isNaN(ms) || ms < 0 || new Date(ms).toISOString().slice(0, 10) !== date) return undefined;
  return ms / 1000;
}
