import type { EventRecord } from "../events/event-record.ts";
import { writtenInvites } from "./guest-invites.ts";
import type { InviteStation } from "./invite-station.ts";

/** In characters: what a text of an entry holds. */
const MAX_TEXT = 50_000;
const BETWEEN = `\n${"-".repeat(60)}\n\n`;
/** A record is never changed, and is looked at again and again. */
const made = new WeakMap<EventRecord, string | undefined>();

/** The invitations of all guests of an event, ready to be copied; undefined while there are none. */
export function entryInvites(record: EventRecord, station: InviteStation): string | undefined {
  if (!made.has(record)) made.set(record, textOf(record, station));
  return made.get(record);
}

function textOf(record: EventRecord, station: InviteStation): string | undefined {
  const invites = writtenInvites(record, station).map(({ guest, words: { subject, text } }) => {
    const { name } = guest.presenter;
    const to = guest.address === undefined ? name : `${name} <${guest.address}>`;
    return `To: ${to}\nSubject: ${subject}\n\n${text}`;
  });
  return invites.length === 0 ? undefined : invites.join(BETWEEN).slice(0, MAX_TEXT);
}
