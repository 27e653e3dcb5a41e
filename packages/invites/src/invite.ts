import type { Airing, Presenter } from "@nonstop/contract/airing";
import type { Second } from "@nonstop/contract/time";
import { shortDay, zoneOrUtc } from "@nonstop/schedule/wall-time";
import { dayWords, spanWords, timeWords, zoneWords } from "./clock-words.ts";
import { DEFAULT_TEMPLATE, TIPS, TRY_OUT } from "./default-template.ts";
import { mailPage } from "./mail-page.ts";
import { oneLine } from "./one-line.ts";
import { filledTemplate, placeholdersOf, type Block, type Values } from "./template.ts";

/** How early guests come, so that sound and picture can be seen to. */
const ARRIVE_EARLY_SECONDS = 15 * 60;
/** As much of a team's template or note as a mail takes. */
const MAX_WORDS = 10_000;
const MAX_NUMBERS = 8;

/** The phone's way into a meeting. */
export type DialIn = {
  /** As the meeting's account has them: `+1 2332357613`, with the country's name. */
  numbers: readonly { country: string; number: string }[];
  meeting: string;
  passcode: string;
};

/** All that the invitation of one guest to one airing is made of. Link, meeting number and passcode are secrets. */
export type InviteFacts = {
  airing: Pick<Airing, "title" | "summary" | "start" | "end" | "timezone">;
  guest: Presenter & { timezone?: string };
  /** The others of the airing. */
  coGuests: readonly Presenter[];
  station: { name: string; timezone: string };
  /** Where the guest comes in. */
  link: string;
  /** The link leads to a page where guests can try their camera and their sound. */
  triesOut: boolean;
  dialIn?: DialIn;
  /** Where the airing can be watched. */
  watch: string;
  /** From so many seconds before the start the studio sees who is there. */
  preRollSeconds: number;
  /** The producer's words to the guests. */
  note?: string;
  /** The team's own words; the station's when they are empty. */
  template?: string;
};

/** An invitation in words: for a mail, or to be copied. */
export type Words = { subject: string; text: string; html: string };

/** The invitation of one guest. The same facts make the same words. */
export function inviteWords(facts: InviteFacts): Words {
  const zone = guestZone(facts);
  const { title, start } = facts.airing;
  const subject = oneLine(
    `${facts.station.name}: ${title}, ${shortDay(start, zone)}, ${timeWords(start, zone)} ${zoneWords(zone)}`,
  );
  const blocks = filledTemplate(templateOf(facts), valuesOf(facts, zone));
  const { link, watch } = facts;
  return {
    subject,
    text: textOf(blocks),
    html: mailPage({ title: subject, station: oneLine(facts.station.name), blocks, link, links: [watch] }),
  };
}

/** The paragraphs of a mail as plain text. */
export function textOf(blocks: readonly Block[]): string {
  return `${blocks.map(({ lines }) => lines.join("\n")).join("\n\n")}\n`;
}

/** The zone that a guest reads times in: their own, else the one that the airing is planned in. */
export function guestZone({ guest, airing }: Pick<InviteFacts, "guest" | "airing">): string {
  return zoneOrUtc(guest.timezone ?? airing.timezone);
}

/** When an airing is, in the guest's zone and then in the station's, a line each; one line when the zone is the same. */
export function whenWords(span: { start: Second; end: Second }, zone: string, stationZone: string): string {
  const own = spanWords(span, zone);
  const station = spanWords(span, zoneOrUtc(stationZone));
  return own === station ? own : `${own}\n${station} (the station's clock)`;
}

/** When a guest is to come in. */
export function arrivalOf({ start }: { start: Second }): Second {
  return start - ARRIVE_EARLY_SECONDS;
}

// A mail without its time or its link is none, whatever the team's words forgot.
function templateOf({ template = "" }: InviteFacts): string {
  const own = template.slice(0, MAX_WORDS).trim();
  if (own === "") return DEFAULT_TEMPLATE;
  const named = placeholdersOf(own);
  const missing = (["when", "link"] as const).filter((placeholder) => !named.includes(placeholder));
  return [own, ...missing.map((placeholder) => `{{${placeholder}}}`)].join("\n\n");
}

function valuesOf(facts: InviteFacts, zone: string): Values {
  const { airing, guest, coGuests, station, link, watch, note = "" } = facts;
  const arrival = arrivalOf(airing);
  const isSameDay = dayWords(arrival, zone) === dayWords(airing.start, zone);
  const arrive = `${timeWords(arrival, zone)} ${zoneWords(zone)}`;
  const seen = Math.max(arrival, airing.start - facts.preRollSeconds);
  return {
    name: oneLine(guest.name),
    role: oneLine(guest.role ?? ""),
    title: oneLine(airing.title),
    summary: airing.summary.trim(),
    station: oneLine(station.name),
    when: whenWords(airing, zone, station.timezone),
    arrive: isSameDay ? arrive : `${arrive} on ${dayWords(arrival, zone)}`,
    onAir: `The studio sees you from ${timeWords(seen, zone)} on; you are on the air at ${timeWords(airing.start, zone)}, not before.`,
    link,
    dialIn: dialInWords(facts.dialIn),
    guests: guestWords(coGuests),
    note: note.slice(0, MAX_WORDS).trim(),
    watch,
    tips: TIPS,
    tryOut: facts.triesOut ? TRY_OUT : "",
  };
}

function dialInWords(dialIn: DialIn | undefined): string {
  if (dialIn === undefined || dialIn.numbers.length === 0) return "";
  const numbers = dialIn.numbers
    .slice(0, MAX_NUMBERS)
    .map(({ country, number }) => `${oneLine(number)} (${oneLine(country)})`);
  const passcode = dialIn.passcode === "" ? "" : `, passcode ${oneLine(dialIn.passcode)}`;
  return [...numbers, `Meeting number ${dialIn.meeting}${passcode}`].join("\n");
}

function guestWords(coGuests: readonly Presenter[]): string {
  const named = coGuests.map(({ name, role = "" }) => {
    const own = oneLine(name);
    return oneLine(role) === "" ? own : `${own} (${oneLine(role)})`;
  });
  if (named.length < 2) return named.join("");
  return `${named.slice(0, -1).join(", ")} and ${named.at(-1) ?? ""}`;
}
