import type { Airing } from "@nonstop/contract/airing";
import type { Second } from "@nonstop/contract/time";

const LENGTH = /^(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)$/;

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clock and the calendar of an IANA zone show in a second, part by part, in English: `weekday` is `Saturday`. */
export function wallParts(second: Second, zone: string): Record<string, string> {
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
      timeZoneName: "longOffset",
    });
    formats.set(zone, format);
  }
  return Object.fromEntries(format.formatToParts(second * 1000).map(({ type, value }) => [type, value]));
}

/** True when the runtime knows this IANA zone. A mere offset is none: it does not say what the clocks do in summer. */
export function isTimezone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** A zone's name if the runtime knows it; else UTC. */
export function zoneOrUtc(name: string | undefined): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name || "UTC" }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}

/** What the clocks of an IANA zone show in a second: `20:05`. */
export function wallTime(second: Second, zone: string): string {
  const { hour, minute } = wallParts(second, zone);
  return `${hour}:${minute}`;
}

/** A span as the clocks of a zone show it: `20:05-21:00`. */
export function wallSpan(span: { start: Second; end: Second }, zone: string): string {
  return `${wallTime(span.start, zone)}-${wallTime(span.end, zone)}`;
}

/** The day of a second in a zone: `Sat 20 Mar 2027`. */
export function wallDay(second: Second, zone: string): string {
  return `${shortDay(second, zone)} ${wallParts(second, zone)["year"]}`;
}

/** The same without its year: `Sat 20 Mar`. */
export function shortDay(second: Second, zone: string): string {
  const { weekday = "", day, month = "" } = wallParts(second, zone);
  return `${weekday.slice(0, 3)} ${day} ${month.slice(0, 3)}`;
}

/** The date of a second in a zone, as ISO 8601 writes it: `2027-03-20`. */
export function wallDate(second: Second, zone: string): string {
  return new Date((second + offsetSeconds(second, zone)) * 1000).toISOString().slice(0, 10);
}

/** The zone's offset from UTC in a second, as dates are written: `+01:00`, `-08:00`. */
export function wallOffset(second: Second, zone: string): string {
  return wallParts(second, zone)["timeZoneName"]?.slice("GMT".length) || "+00:00";
}

/** The zone's offset from UTC in a second, in seconds. */
export function offsetSeconds(second: Second, zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)/.exec(wallOffset(second, zone)) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60);
}

/** An airing as sentences begin: `Slow Light at 00:00`. */
export function namedAiring({
  title,
  start,
  timezone,
}: Pick<Airing, "title" | "start" | "timezone">): string {
  return `${title} at ${wallTime(start, timezone)}`;
}

/** A length as a clock counts it: `28:45`, `1:02:05`. */
export function lengthWords(seconds: number): string {
  const two = (n: number): string => String(n).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const rest = two(seconds % 60);
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${two(minutes % 60)}:${rest}`;
}

/** The seconds of a length that is written so, `28:45` or `1:02:05`; minutes may be more than an hour. Undefined when it is none. */
export function secondsOfLength(text: string): number | undefined {
  const [, hours = "0", minutes, seconds] = LENGTH.exec(text.trim()) ?? [];
  return minutes === undefined ? undefined : Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
