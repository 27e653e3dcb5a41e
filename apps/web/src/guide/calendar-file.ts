import type { GuideEntry } from "@nonstop/contract/guide";

const escapeText = (text: string): string =>
  text.replaceAll("\\", "\\\\").replaceAll(";", "\\;").replaceAll(",", "\\,").replaceAll(/\r?\n/g, "\\n");

const stamp = (second: number): string =>
  `${new Date(second * 1000).toISOString().replaceAll(/[-:]/g, "").slice(0, 15)}Z`;

/** RFC 5545 3.1: lines of at most 75 octets, the rest on lines that begin with a space; never within a character. */
function fold(line: string): string {
  const encoder = new TextEncoder();
  const lines: string[] = [];
  let current = "";
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).byteLength;
    if (octets + size > 75) {
      lines.push(current);
      current = " ";
      octets = 1;
    }
    current += character;
    octets += size;
  }
  return [...lines, current].join("\r\n");
}

/** One programme as an iCalendar file. `url` is its page; `madeAt` is now, in Unix seconds. */
export function calendarFile(entry: GuideEntry, url: string, madeAt: number): string {
  const people = entry.presenters.map((presenter) => presenter.name).join(", ");
  const words = [people === "" ? "" : `With ${people}.`, entry.summary, url].filter((part) => part !== "");
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Nonstop//Guide//EN",
    "BEGIN:VEVENT",
    `UID:${entry.airing}@${new URL(url).hostname}`,
    `DTSTAMP:${stamp(madeAt)}`,
    `DTSTART:${stamp(entry.start)}`,
    `DTEND:${stamp(entry.end)}`,
    `SUMMARY:${escapeText(entry.title)}`,
    `DESCRIPTION:${escapeText(words.join("\n\n"))}`,
    `URL:${url}`,
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ]
    .map(fold)
    .join("\r\n");
}
