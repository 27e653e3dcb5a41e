import type { Admissions } from "@nonstop/contract/admissions";
import { kindOfRoom, roomOfEncoder } from "@nonstop/contract/room-names";
import { hasMeeting } from "@nonstop/schedule/has-meeting";
import { isWithin, livestreamWindow, type LivestreamMargins } from "@nonstop/schedule/livestream-window";
import type { EventStore } from "../events/event-store.ts";
import type { EncoderKeys } from "../facilities/encoder-keys.ts";

/** Ingest is told of rooms so long before their shows start. */
const AHEAD_SECONDS = 86_400;

/** What ingest is told at `second` (Unix seconds) of who may publish: the rooms of shows that come soon or are rehearsed, and the encoders' keys. */
export function admissionsOf(o: {
  events: Pick<EventStore, "endingAfter">;
  encoderKeys: Pick<EncoderKeys, "all">;
  margins: LivestreamMargins;
  second: number;
}): Admissions {
  const records = o.events.endingAfter(o.second - o.margins.overrunSeconds);
  const rooms = records.flatMap(({ presence, airing, rehearsal }) => {
    if (presence !== "published" || airing === undefined || !hasMeeting(airing)) return [];
    // What is sent to a live input is pulled: nobody publishes into its room.
    if (kindOfRoom(airing.room) !== "live") return [];
    const isNear = airing.start <= o.second + AHEAD_SECONDS;
    const isRehearsed = rehearsal !== undefined && isWithin(rehearsal, o.second);
    if (!isNear && !isRehearsed) return [];
    const { to: until } = livestreamWindow(airing, o.margins);
    return until > o.second ? [{ room: airing.room, until }] : [];
  });
  const encoders = o.encoderKeys.all().map(({ encoder, nonce }) => ({ room: roomOfEncoder(encoder), nonce }));
  return { rooms, encoders };
}
