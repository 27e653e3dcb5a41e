import { lengthWords, shortDay, wallTime } from "../wall-time.ts";
import type { Finding } from "./finding.ts";
import { momentWords } from "./air-findings.ts";
import type { GuestLine } from "./guest-lines.ts";
import type { HourLine } from "./hour-lines.ts";
import type { ReadThrough } from "./read-through.ts";

const HEADS = { alarm: "Trouble", trouble: "Trouble", notice: "To know" } as const;
const MAILS = {
  sent: "told by mail",
  waiting: "mail on its way",
  refused: "mail refused",
  none: "no mail",
} as const;

/** A read-through as text for a terminal: what goes wrong first, then the week by the hour, then the guests. */
export function reportText(read: ReadThrough): string {
  const { zone, findings, hours, guests } = read;
  const heavy = findings.filter(({ weight }) => weight !== "notice");
  const light = findings.filter(({ weight }) => weight === "notice");
  return [
    headLine(read),
    ...section(
      HEADS.trouble,
      heavy.flatMap((each) => findingLines(each, zone)),
    ),
    ...section(
      HEADS.notice,
      light.flatMap((each) => findingLines(each, zone)),
    ),
    ...section(
      "Hour by hour",
      hours.flatMap((hour, i) => hourText(hour, hours[i - 1], zone)),
    ),
    ...section(
      "What guests are told",
      guests.map((guest) => guestText(guest, zone)),
    ),
    "",
    verdictLine(heavy.length, light.length),
  ].join("\n");
}

function headLine({ channel, from, to, zone, airings, seconds }: ReadThrough): string {
  const lengths = Object.entries(seconds)
    .filter(([, length]) => length > 0)
    .map(([kind, length]) => `${kind} ${lengthWords(length)}`);
  const hours = (to - from) / 3600;
  return `${channel}, ${momentWords(from, zone)} to ${momentWords(to, zone)} (${zone}): ${count(hours, "hour")}, ${count(airings, "programme")}; ${lengths.join(", ")}.`;
}

function section(head: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", `== ${head}`, ...lines];
}

function findingLines({ at, message, cure, weight }: Finding, zone: string): string[] {
  const sign = weight === "notice" ? "·" : "✗";
  const line = `${sign} ${momentWords(at, zone)}  ${message}`;
  return cure === undefined ? [line] : [line, `  ${cure}`];
}

// A day's first hour says the day. An hour that the clocks show twice is there twice.
function hourText({ start, airs }: HourLine, before: HourLine | undefined, zone: string): string[] {
  const day = shortDay(start, zone);
  const isNewDay = before === undefined || shortDay(before.start, zone) !== day;
  const isAgain = before !== undefined && wallTime(before.start, zone) === wallTime(start, zone);
  const what = airs.map((each) => {
    const live = each.kind === "live" ? " (live)" : "";
    return `${each.title}${live} ${lengthWords(each.end - each.start)}`;
  });
  const time = `${wallTime(start, zone)}${isAgain ? " again" : ""}`;
  return [...(isNewDay ? [day] : []), `  ${time}  ${what.join(", ")}`];
}

function guestText(guest: GuestLine, zone: string): string {
  const { title, start, name, when, hasLink, hasAddress, mail, setUp } = guest;
  const facts = [
    hasLink ? "link ready" : "no link yet",
    ...(hasAddress === false ? ["no mail address"] : [MAILS[mail]]),
    setUp === undefined ? "set-up not tried" : setUp === "ready" ? "set-up good" : "set-up not right",
  ];
  return `  ${momentWords(start, zone)}  ${title}: ${name}, ${when}; ${facts.join(", ")}`;
}

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? "" : "s"}`;

function verdictLine(heavy: number, light: number): string {
  if (heavy === 0) return `Nothing would go wrong; ${count(light, "thing")} to know.`;
  return `${count(heavy, "thing")} would go wrong; ${count(light, "thing")} to know.`;
}
