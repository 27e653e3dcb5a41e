import type { Second } from "@nonstop/contract/time";
import { zoneOrUtc } from "@nonstop/schedule/wall-time";

/** A span of an airing. */
type Span = { start: Second; end: Second };

/** By how much clocks are turned back where they are: an hour, and half of one on Lord Howe Island. */
const TURNS = [3600, 1800];
const formats = new Map<string, Intl.DateTimeFormat>();

function partsOf(second: Second, zone: string): Record<string, string> {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      hourCycle: "h23",
      weekday: "long",
      year: "numeric",
      month: "long",
      day: "numeric",
      hour: "2-digit",
      minute: "2-digit",
    });
    formats.set(zone, format);
  }
  return Object.fromEntries(format.formatToParts(second * 1000).map(({ type, value }) => [type, value]));
}

/** The day of a second in a zone: `Saturday 20 March 2027`. */
export function dayWords(second: Second, zone: string): string {
  const { weekday, day, month, year } = partsOf(second, zone);
  return `${weekday} ${day} ${month} ${year}`;
}

/** The same, short: `Sat 20 Mar`. */
export function shortDay(second: Second, zone: string): string {
  const { weekday = "", day, month = "" } = partsOf(second, zone);
  return `${weekday.slice(0, 3)} ${day} ${month.slice(0, 3)}`;
}

/** What the clocks of a zone show: `20:05`. Of a time that comes twice that night it says which one is meant. */
export function timeWords(second: Second, zone: string): string {
  const { hour, minute } = partsOf(second, zone);
  const shown = momentOf(second, zone);
  if (TURNS.some((turn) => momentOf(second + turn, zone) === shown))
    return `${hour}:${minute} (before the clocks go back)`;
  if (TURNS.some((turn) => momentOf(second - turn, zone) === shown))
    return `${hour}:${minute} (after the clocks go back)`;
  return `${hour}:${minute}`;
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
  const { hour, minute } = partsOf(second, zone);
  return `${dayWords(second, zone)} ${hour}:${minute}`;
}
