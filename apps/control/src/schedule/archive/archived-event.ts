import { present } from "@nonstop/contract/present";
import { z } from "zod";
import { GuestsKnown } from "../../guests/guests-known.ts";
import { EventFields } from "../events/event-fields.ts";
import { EventRecord } from "../events/event-record.ts";
import { KnownInvite, type KnownInvites } from "../invites/known-invites.ts";
import { Known, KnownMeeting } from "../steps/known.ts";

/*
 * What an archive keeps of an event is named field by field, so that a new secret is never kept by oversight. The words of its entry, the
 * meeting's links, and what its people wrote in private are read again where they stand; failed steps are tried again.
 */
const ArchivedRecord = EventRecord.pick({
  entry: true,
  revision: true,
  createdAt: true,
  presence: true,
  withdrawnMs: true,
  title: true,
  elsewhere: true,
  problem: true,
  fieldNotes: true,
  publishedMs: true,
  eventMs: true,
  links: true,
  airing: true,
  rehearsal: true,
});
const ArchivedKnown = Known.pick({
  linksKey: true,
  linkProblem: true,
  former: true,
  maybeMade: true,
  endedMs: true,
  movedMs: true,
  vanished: true,
});
const ArchivedMeeting = KnownMeeting.pick({
  id: true,
  host: true,
  wishedHost: true,
  meetingKey: true,
  changedMs: true,
});
const ArchivedGuests = GuestsKnown.pick({ generation: true, verdicts: true });
/** Whom the guests' invitations went to is kept, or they would get them twice. */
const ArchivedInvites = z.record(z.string(), KnownInvite.omit({ link: true }));
const ArchivedFields = EventFields.omit({ source: true });

/** An event as an archive keeps it, without any secret. */
export function archivedEvent(record: EventRecord): EventRecord {
  const { event, known, written } = record;
  const meeting = known.meeting && { ...ArchivedMeeting.parse(known.meeting), joinUrl: "", passcode: "" };
  return {
    ...ArchivedRecord.parse(record),
    ...present({
      event: event && ArchivedFields.parse(event),
      guests: record.guests && ArchivedGuests.parse(record.guests),
      // What was written may hold the address of a source.
      written: written?.fields["source"] === undefined ? written : undefined,
    }),
    // Contentful tells of it again where something was left out.
    ...(event?.source === undefined ? {} : { revision: 0 }),
    known: { ...ArchivedKnown.parse(known), ...present({ meeting, invites: invitesOf(known) }) },
  };
}

function invitesOf({ invites }: Known): KnownInvites | undefined {
  if (invites === undefined) return undefined;
  const archived = Object.entries(ArchivedInvites.parse(invites));
  return Object.fromEntries(archived.map(([person, invite]) => [person, { ...invite, link: "" }]));
}
