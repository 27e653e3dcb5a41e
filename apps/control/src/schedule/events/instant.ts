export type Instant =
  | { kind: "second"; second: number }
  /** A date without a time of day. */
  | { kind: "no-time" }
  /** A wall time that could be anywhere on Earth. */
  | { kind: "no-zone" }
  | { kind: "malformed" };

const FORM = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * Reads a date as editors and imports leave it in a Date field: `2018-02-02T17:00+03:00`, `...:00.000-0500`, `...Z`, or without
 * a zone, or without a time. Answers whole Unix seconds; what names no instant is said so, never guessed
 * (`new Date("2020-06-15T14:30")` is another second on every machine).
 */
export function parseInstant(text: string): Instant {
  const match = FORM.exec(text.trim());
  if (match === null) return { kind: "malformed" };
  const [, year, month, day, hour, minute, second = "00", zone] = match;
  const wall = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour ?? 0),
    Number(minute ?? 0),
    Number(second),
  );
  const echo = `${year}-${month}-${day}T${hour ?? "00"}:${minute ?? "00"}:${second}.000Z`;
  // Date.UTC rolls 31 February over to March; what does not read back was no date. Before 1970 is not ours.
  if (Number.isNaN(wall) || wall < 0 || new Date(wall).toISOString() !== echo) return { kind: "malformed" };
  if (hour === undefined) return { kind: "no-time" };
  if (zone === undefined) return { kind: "no-zone" };
  const offset = offsetSeconds(zone);
  if (offset === undefined) return { kind: "malformed" };
  const at = wall / 1000 - offset;
  return at < 0 ? { kind: "malformed" } : { kind: "second", second: at };
}

function offsetSeconds(zone: string): number | undefined {
  if (zone === "Z") return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  // The zones of the world lie between -12:00 and +14:00.
  if (minutes > 59 || hours * 60 + minutes > 14 * 60) return undefined;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 3600 + minutes * 60);
}
