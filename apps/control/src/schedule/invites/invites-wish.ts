import { present } from "@nonstop/contract/present";
import { hasMeeting } from "@nonstop/schedule/has-meeting";
import type { TakenBack } from "@nonstop/invites/mail-words";
import { guestClaims } from "../../guests/guest-claims.ts";
import type { EventRecord } from "../events/event-record.ts";
import type { MeetingWish } from "../ports/meetings.ts";
import { digestOf } from "./digest-of.ts";
import { guestsOf, type Guest } from "./guests-of.ts";
import type { InviteStation } from "./invite-station.ts";

/** What a guest is to be told. */
export type GuestWish = {
  guest: Guest;
  /** All that matters to the guest, as one text: when it changes they are told. */
  key: string;
  /** Where it is to be mailed; absent when it is not. */
  address?: string;
};

/**
 * What is to be told to the guests of an event. `wanted`: they are expected. `none`: they are not, from `fromMs` on. `keep`: it is
 * over, or what their mail needs is not known yet: what they were told stands.
 */
export type InvitesWish =
  | { kind: "wanted"; guests: readonly GuestWish[] }
  | { kind: "none"; why: TakenBack; fromMs: number }
  | { kind: "keep" };

/** Who withdraws an event may publish it again in the next moment: so long nobody is told. */
const SECOND_THOUGHTS_MS = 10_000;

/** What is to be told to the guests of an event at `nowMs`. Pure. */
export function invitesWish(
  record: EventRecord,
  at: {
    station: InviteStation;
    /** The meeting that the event asks for; undefined while it asks for none. */
    meeting: MeetingWish | undefined;
    /** Its links and what is known of its people are read. */
    isRead: boolean;
    nowMs: number;
  },
): InvitesWish {
  const { airing, presence, withdrawnMs = 0, publishedMs = 0, known } = record;
  if (presence !== "published")
    return { kind: "none", why: "cancelled", fromMs: withdrawnMs + SECOND_THOUGHTS_MS };
  const isOurs = record.elsewhere === undefined && (airing === undefined || hasMeeting(airing));
  if (!isOurs) return { kind: "none", why: "removed", fromMs: publishedMs + SECOND_THOUGHTS_MS };
  if (airing === undefined || airing.end * 1000 <= at.nowMs || !at.isRead) return { kind: "keep" };
  const { meeting } = known;
  // In another studio it has another link.
  if (at.meeting === undefined || meeting === undefined || meeting.host !== at.meeting.host)
    return { kind: "keep" };
  if (meeting.joinUrl === "") return { kind: "keep" };
  const sends = at.station.from !== undefined && record.privateFields?.sendInvites !== false;
  const guests = guestsOf(record).map((guest): GuestWish => {
    const address = sends ? guest.address : undefined;
    const { title, start, end } = airing;
    const claims = pageClaims(record, guest, at.station);
    const link = claims === undefined ? digestOf(meeting.joinUrl) : [claims, at.station.linkMark];
    return { guest, key: JSON.stringify([title, start, end, link, address]), ...present({ address }) };
  });
  return { kind: "wanted", guests };
}

/** What the link to a guest's own page says; undefined when guests are sent into the meeting itself. */
export function pageClaims(
  record: EventRecord,
  { person }: Guest,
  { linkSecret, origin, overrunSeconds }: InviteStation,
): ReturnType<typeof guestClaims> {
  if (linkSecret === "" || origin === "") return undefined;
  return guestClaims(record, person, { overrunSeconds });
}
