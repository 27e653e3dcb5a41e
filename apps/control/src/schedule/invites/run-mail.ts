import { secondOf } from "@nonstop/contract/time";
import { present } from "@nonstop/contract/present";
import { calendarUid, inviteCalendar } from "@nonstop/invites/calendar";
import { inviteWords, type Words } from "@nonstop/invites/invite";
import { takenBackWords } from "@nonstop/invites/mail-words";
import type { EventRecord } from "../events/event-record.ts";
import type { Mail, OutgoingMail } from "../ports/mail.ts";
import { notSetUp, type Vendor } from "../ports/vendors.ts";
import { withKnown, type ApplyEvent, type EventOutcome } from "../steps/event-outcome.ts";
import { inWords } from "../events/outlook.ts";
import { guestsOf } from "./guests-of.ts";
import type { MailStep } from "./invite-steps.ts";
import { inviteFacts } from "./invite-facts.ts";
import type { InviteStation } from "./invite-station.ts";
import type { KnownInvite, Post } from "./known-invites.ts";
import { begun, maybeTaken, notTaken, taken } from "./sent-mail.ts";

/** A server that wants us to come again is not asked sooner. */
const AGAIN_MS = 5_000;

/**
 * Sends a guest's next mail, in two steps: it is written down that it begins, and then it is sent. Whatever happens in between, the
 * same mail goes again, with the same id.
 */
export async function runMail(
  { kind, person, sequence }: MailStep,
  record: EventRecord,
  { mail, station, run, nowMs }: { mail: Vendor<Mail>; station: InviteStation; run: string; nowMs: number },
): Promise<EventOutcome> {
  const invite = record.known.invites?.[person];
  const post = invite?.posts.find((each) => each.sequence === sequence);
  if (invite === undefined || post === undefined) return { kind: "done", apply: (fresh) => fresh };
  const messageId = `${record.entry}.${person}.${sequence}@${station.host}`;
  const change = (how: (invite: KnownInvite) => KnownInvite): ApplyEvent => changeInvite(person, how);
  if (kind === "begin-mail")
    return { kind: "done", apply: change((each) => begun(each, post, { messageId, run })) };
  if (mail.kind === "unset")
    return { kind: "fault", message: inWords(notSetUp(mail) ?? { message: "Mail is not set up." }) };
  const outgoing = outgoingMail(record, { person, invite, post, messageId, station });
  if (outgoing === undefined)
    return { kind: "done", apply: change((each) => notTaken(each, post, { isOver: true, run })) };
  const answer = await mail.client.send(outgoing);
  switch (answer.kind) {
    case "taken":
      return { kind: "done", apply: change((each) => taken(each, post, { messageId, nowMs })) };
    case "later": {
      const apply = change((each) =>
        answer.isUnsure ? maybeTaken(each, post) : notTaken(each, post, { isOver: false, run }),
      );
      return { kind: "retry", message: answer.message, askedMs: AGAIN_MS, apply };
    }
    case "no-such-address": {
      const refused = { message: answer.message, revision: record.revision };
      const isRequest = post.kind === "request";
      const over = { isOver: true, run, ...(isRequest ? { refused } : {}) };
      return { kind: "done", apply: change((each) => notTaken(each, post, over)) };
    }
    case "refused":
    default: {
      const apply = change((each) => notTaken(each, post, { isOver: false, run }));
      return { kind: "fault", message: answer.message, apply };
    }
  }
}

function changeInvite(person: string, how: (invite: KnownInvite) => KnownInvite): ApplyEvent {
  return withKnown((known) => {
    const invite = known.invites?.[person];
    return invite === undefined ? known : { ...known, invites: { ...known.invites, [person]: how(invite) } };
  });
}

/** The mail as it goes; undefined when the guest it was for is no longer there. It has the guest's own address and nobody else's. */
function outgoingMail(
  record: EventRecord,
  o: { person: string; invite: KnownInvite; post: Post; messageId: string; station: InviteStation },
): OutgoingMail | undefined {
  const { person, invite, post, messageId, station } = o;
  const words = post.kind === "cancel" ? takenBackOf(post, station) : requestOf(record, o);
  if (words === undefined) return undefined;
  const { address, told, sequence, writtenMs } = post;
  const to = { name: told.name, address };
  const thread = invite.holders.find((holder) => holder.address === address)?.thread;
  const isRequest = post.kind === "request";
  const ics = inviteCalendar({
    uid: calendarUid(record.entry, person, station.host),
    sequence,
    madeAt: secondOf(writtenMs),
    airing: told,
    method: post.kind,
    words: words.text,
    attendee: to,
    ...(isRequest ? { link: invite.link } : {}),
    ...present({ organizer: organizerOf(station) }),
  });
  return {
    to,
    ...words,
    calendar: { method: post.kind, ics },
    messageId,
    ...(thread === undefined || thread === messageId ? {} : { inReplyTo: thread }),
    writtenMs,
  };
}

function takenBackOf({ told, why = "cancelled" }: Post, station: InviteStation): Words {
  return takenBackWords(told, why, station);
}

function requestOf(
  record: EventRecord,
  {
    person,
    invite,
    post,
    station,
  }: { person: string; invite: KnownInvite; post: Post; station: InviteStation },
): Words | undefined {
  const guest = guestsOf(record).find((each) => each.person === person);
  // The address is the guest's as it is now, or the mail does not go.
  if (guest === undefined || guest.address !== post.address) return undefined;
  const facts = inviteFacts(record, guest, { station, link: invite.link });
  if (facts === undefined) return undefined;
  const isAgain = invite.holders.some(({ address, key }) => address === post.address && key !== undefined);
  const words = inviteWords(facts);
  return isAgain ? { ...words, subject: `Changed: ${words.subject}` } : words;
}

function organizerOf({ from, name }: InviteStation): InviteStation["from"] {
  return from && { ...from, name };
}
