import { present } from "@nonstop/contract/present";
import type { InviteFacts } from "@nonstop/invites/invite";
import { programmePage } from "@nonstop/schedule/feeds/page-addresses";
import type { EventRecord } from "../events/event-record.ts";
import { guestsOf, type Guest } from "./guests-of.ts";
import { pageClaims } from "./invites-wish.ts";
import type { InviteStation } from "./invite-station.ts";

/** What the invitation of one guest is made of; undefined while the event stands in no schedule. */
export function inviteFacts(
  record: EventRecord,
  guest: Guest,
  { station, link }: { station: InviteStation; link: string },
): InviteFacts | undefined {
  const { airing, known, privateFields } = record;
  if (airing === undefined) return undefined;
  const { name, timezone, origin, preRollSeconds } = station;
  const { meeting } = known;
  const dialIn = meeting?.dialIn && { ...meeting.dialIn, meeting: meeting.id };
  return {
    airing,
    guest: { ...guest.presenter, ...present({ timezone: guest.timezone }) },
    coGuests: guestsOf(record)
      .filter(({ person }) => person !== guest.person)
      .map(({ presenter }) => presenter),
    station: { name, timezone },
    link,
    triesOut: pageClaims(record, guest, station) !== undefined,
    watch: programmePage(origin, airing.slug),
    preRollSeconds,
    ...present({ dialIn, note: privateFields?.guestNote, template: privateFields?.inviteText }),
  };
}
