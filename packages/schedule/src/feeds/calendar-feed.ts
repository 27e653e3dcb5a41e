import type { CalendarEntry } from "./calendar-entry.ts";
import { airingLines, calendarText, escapedText } from "./calendar-lines.ts";

/** A calendar of the station: what it is called, where it is read again, and what stands in it. */
export type Calendar = {
  name: string;
  /** Its own address. */
  address: string;
  /** Origin of the station's site. */
  origin: string;
  airings: readonly CalendarEntry[];
};

/** So long before the start of a programme that somebody wants to see a calendar reminds them. */
const REMINDER = "-PT10M";

/** Airings as an iCalendar feed to subscribe to (RFC 5545, RFC 7986). */
export function calendarFeed({ name, address, origin, airings }: Calendar): string {
  const called = escapedText(name);
  return calendarText([
    "METHOD:PUBLISH",
    `NAME:${called}`,
    `X-WR-CALNAME:${called}`,
    `SOURCE;VALUE=URI:${address}`,
    `URL:${origin}/schedule`,
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    "X-PUBLISHED-TTL:PT1H",
    ...airings.flatMap((one) => airingLines(one, origin)),
  ]);
}

/** One programme as an iCalendar file, which reminds whoever takes it into their calendar. It is the event of the feeds. */
export function calendarFile(airings: readonly CalendarEntry[], origin: string): string {
  return calendarText([
    "METHOD:PUBLISH",
    ...airings.flatMap((one) => airingLines(one, origin, reminderOf(one))),
  ]);
}

function reminderOf({ entry, cancelledAt }: CalendarEntry): string[] {
  if (cancelledAt !== undefined) return [];
  const words = escapedText(`On soon: ${entry.title}`);
  return ["BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${words}`, `TRIGGER:${REMINDER}`, "END:VALARM"];
}
