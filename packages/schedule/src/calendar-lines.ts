import type { Second } from "@nonstop/contract/time";
import type { GuideEntry } from "@nonstop/contract/guide";
import { civilTime } from "./civil-time.ts";
import { programmePage } from "./guide-feed.ts";

/** RFC 5545 3.1, without the line break. */
const MAX_LINE_OCTETS = 75;
/** What a TEXT cannot hold: controls but tab and line feed. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const CONTROLS = /[\u0000-\u0008\u000B-\u001F\u007F]/g;

/** A calendar object of these lines, as iCalendar writes it. */
export function calendarText(lines: readonly string[]): string {
  const head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Nonstop//Guide//EN"];
  return [...head, ...lines, "END:VCALENDAR", ""].map(folded).join("\r\n");
}

/**
 * The lines of one airing: when, what, with whom, and where its page is; `more` are words and lines of its own. `madeAt` is
 * now, in Unix seconds; the host of `origin` makes UIDs unique.
 */
export function airingLines(
  entry: GuideEntry,
  at: { origin: string; madeAt: Second },
  more: { words?: string; line?: string } = {},
): string[] {
  const host = at.origin.replace(/^\w+:\/\//, "").replace(/:\d+$/, "");
  const people = entry.presenters.map((presenter) => presenter.name).join(", ");
  const words = [people === "" ? "" : `With ${people}.`, entry.summary, more.words ?? ""].filter(
    (part) => part !== "",
  );
  return [
    "BEGIN:VEVENT",
    `UID:${entry.airing}${entry.continued === true ? `-${entry.start}` : ""}@${host}`,
    `DTSTAMP:${calendarTime(at.madeAt)}`,
    `DTSTART:${calendarTime(entry.start)}`,
    `DTEND:${calendarTime(entry.end)}`,
    `SUMMARY:${escapedText(entry.title)}`,
    ...(words.length === 0 ? [] : [`DESCRIPTION:${escapedText(words.join("\n\n"))}`]),
    `URL:${programmePage(at.origin, entry.slug)}`,
    ...(more.line === undefined ? [] : [more.line]),
    "END:VEVENT",
  ];
}

/** A text as a TEXT value. */
export function escapedText(text: string): string {
  return text
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(CONTROLS, "")
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
