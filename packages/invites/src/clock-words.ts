import type { Second } from "@nonstop/contract/time";
import { wallParts, wallTime, zoneOrUtc } from "@nonstop/schedule/wall-time";

/** A span of an airing. */
type Span = { start: Second; end: Second };

/** By how much clocks are turned back where they are: an hour, and half of one on Lord Howe Island. */
const TURNS = [3600, 1800];

/** The day of a second in a zone: `Saturday 20 March 2027`. */
export function dayWords(second: Second, zone: string): string {
  const { weekday, day, month, year } = wallParts(second, zone);
  return `${weekday} ${day} ${month} ${year}`;
}

/** What the clocks of a zone show: `20:05`. Of a time that comes twice that night it says which one is meant. */
export function timeWords(second: Second, zone: string): string {
  const shown = momentOf(second, zone);
  const time = wallTime(second, zone);
  if (TURNS.some((turn) => momentOf(second + turn, zone) === shown))
    return `${time} (before the clocks go back)`;
  if (TURNS.some((turn) => momentOf(second - turn, zone) === shown))
    return `${time} (after the clocks go back)`;
  return time;
}

/** A span as people of a zone say it: `Saturday 20 March 2027, 20:05 to 21:00, Lisbon time`. */
export function spanWords({ start, end }: Span, zone: string): string {
  const day = dayWords(start, zone);
  const endDay = dayWords(end, zone);
  const until = `${endDay === day ? "" : `${endDay}, `}${timeWords(end, zone)}`;
  return `${day}, ${timeWords(start, zone)} to ${until}, ${zoneWords(zone)}`;
}

/** A zone by the place that names it, which is right in summer and in winter: `Lisbon time`, `New York time`, `UTC`. */
export function zoneWords(zone: string): string {
  const known = zoneOrUtc(zone);
  const place = known.split("/").at(-1)?.replaceAll("_", " ") ?? known;
  if (known === "UTC" || known.startsWith("Etc/") || !known.includes("/")) return known.replace("Etc/", "");
  return `${place} time`;
}

function momentOf(second: Second, zone: string): string {
  return `${dayWords(second, zone)} ${wallTime(second, zone)}`;
}
