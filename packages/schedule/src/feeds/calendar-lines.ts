import type { Second } from "@nonstop/contract/time";
import { civilTime } from "./civil-time.ts";
import type { CalendarEntry } from "./calendar-entry.ts";
import { hostOf } from "./guide-feed.ts";
import { programmePage } from "./page-addresses.ts";
import { programmeWords } from "./programme-words.ts";

/** RFC 5545 3.1, without the line break. */
const MAX_LINE_OCTETS = 75;
/** What a TEXT cannot hold: controls but tab and line feed, and halves of surrogate pairs. */
const NO_TEXT = /(?![\t\n])[\p{Cc}\p{Cs}]/gu;
/** What somebody takes for the end of a line. */
const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029]/g;

/** A calendar object of these lines, as iCalendar writes it. */
export function calendarText(lines: readonly string[]): string {
  const head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Nonstop//Guide//EN", "CALSCALE:GREGORIAN"];
  return [...head, ...lines, "END:VCALENDAR", ""].map(folded).join("\r\n");
}

/**
 * The event of one part of an airing: when, what, with whom, and where its page is; `more` are lines of its own. Times are in UTC,
 * so no zone is to be explained.
 */
export function airingLines(
  { entry, part, ...told }: CalendarEntry,
  origin: string,
  more: string[] = [],
): string[] {
  const page = programmePage(origin, entry.slug);
  const words = [programmeWords(entry), page].filter((text) => text !== "").join("\n\n");
  return [
    "BEGIN:VEVENT",
    `UID:${calendarUid(entry.airing, part, hostOf(origin))}`,
    `SEQUENCE:${told.sequence}`,
    `DTSTAMP:${calendarTime(told.changedAt)}`,
    `LAST-MODIFIED:${calendarTime(told.changedAt)}`,
    `DTSTART:${calendarTime(entry.start)}`,
    `DTEND:${calendarTime(entry.end)}`,
    `SUMMARY:${escapedText(entry.title)}`,
    `DESCRIPTION:${escapedText(words)}`,
    `URL:${page}`,
    `STATUS:${told.cancelledAt === undefined ? "CONFIRMED" : "CANCELLED"}`,
    // A guide keeps nobody from being asked for something else.
    "TRANSP:TRANSPARENT",
    ...more,
    "END:VEVENT",
  ];
}

/**
 * The UID of a part of an airing: the same in every calendar of the station, whatever its channel, title and times. A name of ours
 * holds no plus sign, so it is never that of an invitation (`packages/invites`), which a guest has of the same airing.
 */
function calendarUid(airing: string, part: number, host: string): string {
  return `${airing}+guide${part === 1 ? "" : `.${part}`}@${host}`;
}

/** A text as a TEXT value. */
export function escapedText(text: string): string {
  return text
    .replaceAll(LINE_ENDS, "\n")
    .replaceAll(NO_TEXT, "")
    .replaceAll(/[\\;,]/g, "\\$&")
    .replaceAll("\n", "\\n");
}

/** A second in UTC: `20261124T060000Z`. */
export function calendarTime(second: Second): string {
  const civil = civilTime(second);
  return `${civil.date}T${civil.time}Z`;
}

// Lines of at most 75 octets, the rest on lines that begin with a space; never within a character.
function folded(line: string): string {
  const lines: string[] = [];
  let current = "";
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character);
    if (octets + size > MAX_LINE_OCTETS) {
      lines.push(current);
      current = " ";
      octets = 1;
    }
    current += character;
    octets += size;
  }
  return [...lines, current].join("\r\n");
}

function octetsOf(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x1_0000 ? 3 : 4;
}
