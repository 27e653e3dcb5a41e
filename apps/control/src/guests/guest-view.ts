import type { GuestPhase, GuestState } from "@nonstop/contract/guest";
import type { RoomId } from "@nonstop/contract/names";
import { present } from "@nonstop/contract/present";
import type { Second } from "@nonstop/contract/time";
import { hasMeeting } from "@nonstop/schedule/has-meeting";
import { isWithin, livestreamWindow, type LivestreamMargins } from "@nonstop/schedule/livestream-window";
import type { EventRecord } from "../schedule/events/event-record.ts";
import type { OpenCheck } from "./guests-known.ts";
import { type GuestClaims, guestLinkExpiry } from "./guest-token.ts";
import { noteOf } from "./note-of.ts";
import { guestsOf } from "./guests-of.ts";

/** Guests may come in so long before the livestream may be up: nothing of them is sent until then. */
const EARLY_SECONDS = 600;

/** What the schedule knows of what a guest's page shows. `check` is the guest's own, while it is on. */
export type GuestView = {
  state: Omit<GuestState, "nowMs" | "seen" | "isOnAir" | "check">;
  /** The room that the guest comes into; absent when the show has none of its own. */
  room?: RoomId;
  /** Somebody is in the meeting, as far as is known. */
  isAttended: boolean;
  /** Whether anybody is expected in the room now. */
  isExpected: boolean;
  check?: OpenCheck;
};

/** What a view is made of, besides the event. */
export type ViewFacts = {
  margins: LivestreamMargins;
  stationTimezone: string;
  lateSeconds: number;
  /** When the programme airs, from now on. */
  again: GuestState["again"];
  /** Why no check can be opened now. */
  noCheck: string | undefined;
  second: Second;
};

/** When a guest may come in: `[from, to)`. */
function doorsOf(
  times: { start: Second; end: Second },
  margins: LivestreamMargins,
): { from: Second; to: Second } {
  const { from, to } = livestreamWindow(times, margins);
  return { from: from - EARLY_SECONDS, to };
}

/** The page of a guest whose link is good, as the schedule knows it. Undefined while the event has no time. */
export function guestView(record: EventRecord, claims: GuestClaims, facts: ViewFacts): GuestView | undefined {
  const { presence, airing, event, known, guests, title } = record;
  const timed = airing ?? event;
  if (timed === undefined) return undefined;
  const { start, end, timezone, summary } = timed;
  const { margins, second, lateSeconds } = facts;
  const doors = doorsOf({ start, end }, margins);
  const isPlanned = presence === "published" && airing !== undefined;
  const isMeeting = isPlanned && hasMeeting(airing) && known.meeting !== undefined;
  const phase = phaseOf({ isPlanned, doors, over: end + Math.ceil(lateSeconds), second });
  const check = ownCheck(record, claims, second);
  const own = guestsOf(record).find(({ person }) => person === claims.person)?.presenter;
  const others = (airing?.presenters ?? []).filter((presenter) => presenter.name !== own?.name);
  const hasMoved = claims.expiresAt !== guestLinkExpiry(end, margins);
  const { verdicts = {} } = guests ?? {};
  const note = noteOf(record);
  return {
    state: {
      show: {
        title: airing?.title ?? title,
        summary,
        start,
        end,
        timezone,
        others,
        ...present({ slug: airing?.slug }),
      },
      stationTimezone: facts.stationTimezone,
      phase,
      hasMeeting: isMeeting,
      opens: doors.from,
      closes: doors.to,
      letsIn: isMeeting && (isWithin(doors, second) || check !== undefined),
      lateSeconds,
      again: facts.again,
      ...present({
        name: own?.name,
        hasMoved: hasMoved ? (true as const) : undefined,
        note: note === "" ? undefined : note,
        verdict: Object.hasOwn(verdicts, claims.person ?? "") ? verdicts[claims.person ?? ""] : undefined,
        noCheck: check === undefined ? facts.noCheck : undefined,
      }),
    },
    isAttended: known.session !== undefined,
    isExpected: isPlanned && (isWithin(doors, second) || check !== undefined),
    ...present({ room: isPlanned ? airing.room : undefined, check }),
  };
}

/** The check of a guest that is on. */
export function ownCheck(
  { guests }: EventRecord,
  { person }: GuestClaims,
  second: Second,
): OpenCheck | undefined {
  const check = guests?.check;
  return check !== undefined && isWithin(check, second) && check.person === person ? check : undefined;
}

function phaseOf(o: {
  isPlanned: boolean;
  doors: { from: Second; to: Second };
  over: Second;
  second: Second;
}): GuestPhase {
  if (!o.isPlanned) return "cancelled";
  if (o.second >= o.over) return "over";
  return o.second >= o.doors.from ? "open" : "early";
}
