import type { Airing } from "@nonstop/contract/airing";
import type { Second } from "@nonstop/contract/time";
import { calendarText, calendarTime, escapedText } from "@nonstop/schedule/feeds/calendar-lines";
import type { Mailbox } from "./mail-address.ts";
import { oneLine } from "./one-line.ts";

/** An invitation as a calendar takes it (RFC 5545 and 5546). */
export type CalendarInvite = {
  /** Of the airing and the guest: the same for every change. */
  uid: string;
  /** Goes up with every change that matters to the guest. */
  sequence: number;
  /** When this was made, Unix seconds. */
  madeAt: Second;
  airing: Pick<Airing, "title" | "start" | "end">;
  /** `publish`: for a file that nobody is asked by. */
  method: "request" | "cancel" | "publish";
  /** Where the guest comes in; a cancellation has none. */
  link?: string;
  words?: string;
  organizer?: Mailbox;
  /** The guest alone: nobody learns another one's address. */
  attendee?: Mailbox;
};

/** So long before the start a calendar reminds: a quarter of an hour before the guest comes in. */
const REMINDER = "-PT30M";
const ATTENDEE = "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE";

/** The UID of a guest's invitation to an airing. `host`: of the station. */
export function calendarUid(airing: string, guest: string, host: string): string {
  return `${airing}.${guest}@${host}`;
}

/** The invitation as an `.ics`. Times are in UTC, so no zone is to be explained. */
export function inviteCalendar(invite: CalendarInvite): string {
  const { airing, link, words, method, organizer, attendee } = invite;
  const isCancelled = method === "cancel";
  return calendarText([
    `METHOD:${method.toUpperCase()}`,
    "BEGIN:VEVENT",
    `UID:${invite.uid}`,
    `SEQUENCE:${invite.sequence}`,
    `DTSTAMP:${calendarTime(invite.madeAt)}`,
    `DTSTART:${calendarTime(airing.start)}`,
    `DTEND:${calendarTime(airing.end)}`,
    `SUMMARY:${escapedText(oneLine(airing.title))}`,
    ...(words === undefined ? [] : [`DESCRIPTION:${escapedText(words.trim())}`]),
    ...(link === undefined ? [] : [`LOCATION:${escapedText(link)}`, `URL:${oneLine(link)}`]),
    ...(organizer === undefined ? [] : [personLine("ORGANIZER", organizer)]),
    ...(attendee === undefined ? [] : [personLine(ATTENDEE, attendee)]),
    `STATUS:${isCancelled ? "CANCELLED" : "CONFIRMED"}`,
    ...(isCancelled ? [] : reminder(airing.title)),
    "END:VEVENT",
  ]);
}

function reminder(title: string): string[] {
  const words = escapedText(`Come in soon: ${oneLine(title)}`);
  return ["BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${words}`, `TRIGGER:${REMINDER}`, "END:VALARM"];
}

// A parameter's value holds no quotation mark.
function personLine(property: string, { name, address }: Mailbox): string {
  const called = oneLine(name.replaceAll('"', "'"));
  const mailto = encodeURI(address).replaceAll(/[?#&]/g, encodeURIComponent);
  return `${property}${called === "" ? "" : `;CN="${called}"`}:mailto:${mailto}`;
}
