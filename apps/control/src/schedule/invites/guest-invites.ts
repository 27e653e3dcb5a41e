import type { GuestInvite } from "@nonstop/contract/invites";
import { present } from "@nonstop/contract/present";
import { secondOf } from "@nonstop/contract/time";
import { calendarUid, inviteCalendar } from "@nonstop/invites/calendar";
import { inviteWords, type Words } from "@nonstop/invites/invite";
import type { EventRecord } from "../events/event-record.ts";
import { guestsOf, type Guest } from "./guests-of.ts";
import { inviteFacts } from "./invite-facts.ts";
import type { InviteStation } from "./invite-station.ts";
import type { KnownInvite } from "./known-invites.ts";

/** The words of one guest's invitation, with what is known of it. */
export type WrittenInvite = { guest: Guest; invite: KnownInvite; words: Words };

/** The invitations of an event's guests that stand, in the order of its presenters. Pure. */
export function writtenInvites(record: EventRecord, station: InviteStation): WrittenInvite[] {
  return guestsOf(record).flatMap((guest): WrittenInvite[] => {
    const invite = record.known.invites?.[guest.person];
    if (invite === undefined || invite.key === "" || invite.link === "") return [];
    const facts = inviteFacts(record, guest, { station, link: invite.link });
    return facts === undefined ? [] : [{ guest, invite, words: inviteWords(facts) }];
  });
}

/** The same for producers: as it is mailed, whether it was, and the file for a calendar. Pure. */
export function guestInvites(record: EventRecord, station: InviteStation): GuestInvite[] {
  const { airing } = record;
  if (airing === undefined) return [];
  return writtenInvites(record, station).map(({ guest, invite, words }) => {
    const { person, address, presenter } = guest;
    const isMailed = address !== undefined && station.from !== undefined;
    const ics = inviteCalendar({
      uid: calendarUid(record.entry, person, station.host),
      sequence: invite.sequence,
      madeAt: secondOf(invite.saidMs),
      airing,
      method: isMailed ? "request" : "publish",
      link: invite.link,
      words: words.text,
      ...(isMailed
        ? { attendee: { name: presenter.name, address }, ...present({ organizer: station.from }) }
        : {}),
    });
    return {
      person,
      name: presenter.name,
      ...words,
      ics,
      mail: mailOf(invite, address),
      ...present({ address, sentAtMs: invite.sentMs }),
    };
  });
}

/** How far the mail of an invitation is to the address that its guest has now. */
export function mailOf(
  { refused, posts, holders, key }: KnownInvite,
  address: string | undefined,
): GuestInvite["mail"] {
  if (refused !== undefined) return "refused";
  if (posts.some(({ kind }) => kind === "request")) return "waiting";
  return holders.some((holder) => holder.address === address && holder.key === key) ? "sent" : "none";
}
