/** A calendar day as `YYYY-MM-DD`. Its seconds depend on the zone. */
export type Day = string;
/** Unix seconds `[from, to)`. */
export type DayBounds = { from: number; to: number };

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const known = formats.get(`${zone} ${key}`);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone });
  formats.set(`${zone} ${key}`, made);
  return made;
}

/** True when the browser knows the IANA zone. A name from outside may be anything. */
export function isZone(zone: string): boolean {
  try {
    format(zone, "clock", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    return true;
  } catch {
    return false;
  }
}

/** The day of a Unix second in a zone. */
export function dayOf(second: number, zone: string): Day {
  const parts = format(zone, "day", { year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(
    second * 1000,
  );
  const part = (type: string): string => parts.find((p) => p.type === type)?.value ?? "";
  return `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`;
}

/** The day that a word from outside names, such as a query parameter; undefined when it names none. */
export function dayFrom(word: string | null): Day | undefined {
  if (word === null || !/^\d{4}-\d{2}-\d{2}$/.test(word)) return undefined;
  const at = Date.parse(`${word}T12:00:00Z`);
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== word ? undefined : word;
}

/** The day `count` days after `day`. Calendar days need no zone. */
export function addDays(day: Day, count: number): Day {
  const at = new Date(`${day}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + count);
  return at.toISOString().slice(0, 10);
}

/** The first second of a day in a zone. We search for it, because some days begin at 01:00 and some have 23 or 25 hours. */
function firstSecondOf(day: Day, zone: string): number {
  const noonUtc = Date.parse(`${day}T12:00:00Z`) / 1000;
  let before = noonUtc - 30 * 3600;
  let after = noonUtc + 6 * 3600;
  for (let step = 0; step < 20 && after - before > 1; step++) {
    const middle = Math.floor((before + after) / 2);
    if (dayOf(middle, zone) < day) before = middle;
    else after = middle;
  }
  return after;
}

const boundsCache = new Map<string, DayBounds>();

/** The seconds of a day in a zone, DST days included. */
export function dayBounds(day: Day, zone: string): DayBounds {
  const key = `${day} ${zone}`;
  const known = boundsCache.get(key);
  if (known !== undefined) return known;
  const bounds = { from: firstSecondOf(day, zone), to: firstSecondOf(addDays(day, 1), zone) };
  boundsCache.set(key, bounds);
  return bounds;
}

/** A Unix second as "20:15" in a zone. */
export function clockLabel(second: number, zone: string): string {
  return format(zone, "clock", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(
    second * 1000,
  );
}

/** A Unix second as "20:15:09" in a zone. */
export function clockLabelSeconds(second: number, zone: string): string {
  const options = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;
  return format(zone, "seconds", options).format(second * 1000);
}

/** A Unix second as "Monday 23 November" in a zone. */
export function dateLabel(second: number, zone: string): string {
  return format(zone, "date", { weekday: "long", day: "numeric", month: "long" })
    .format(second * 1000)
    .replace(",", "");
}

/** A day for a tab: `{weekday: "Mon", date: "23 Nov"}`. */
export function dayTab(day: Day): { weekday: string; date: string } {
  const noon = Date.parse(`${day}T12:00:00Z`);
  return {
    weekday: format("UTC", "weekday", { weekday: "short" }).format(noon),
    date: format("UTC", "tab", { day: "numeric", month: "short" }).format(noon),
  };
}

/** Day of the week of a day: 0 Monday .. 6 Sunday. */
export function weekdayOf(day: Day): number {
  return (new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7;
}

/** The name of a zone for people, with its offset at a second: "Berlin, GMT+1". */
export function zoneLabel(zone: string, second: number): string {
  const offset =
    format(zone, "offset", { timeZoneName: "shortOffset" })
      .formatToParts(second * 1000)
      .find((part) => part.type === "timeZoneName")?.value ?? "";
  if (zone === "UTC" || zone === "Etc/UTC") return "UTC";
  const city = zone.split("/").at(-1)?.replaceAll("_", " ") ?? zone;
  return offset === "" ? city : `${city}, ${offset}`;
}
