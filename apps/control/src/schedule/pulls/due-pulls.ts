import type { Pull } from "@nonstop/contract/pull";
import { kindOfRoom } from "@nonstop/contract/room-names";
import type { EventRecord } from "../events/event-record.ts";

/** A source is pulled before its show starts, so that it is there and has been looked at. */
const AHEAD_SECONDS = 30;
/** Ingest is told so long before, and asks every few seconds. */
const TOLD_AHEAD_SECONDS = 120;
/** A take may hold a show past its end for so long, as a stream key would. */
export const HELD_SECONDS = 6 * 3600;
/** A show that is held is pulled on, from one asking to the next. */
export const HELD_ON_SECONDS = 60;

/**
 * What ingest is to pull around `second`: from a little before a show's start until it has run over, and on while a take
 * holds its room. `overRunSeconds` is how long shows run over.
 */
export function duePulls(
  records: readonly EventRecord[],
  o: { second: number; overRunSeconds: number; heldRooms: ReadonlySet<string> },
): Pull[] {
  const pulls = records.flatMap(({ presence, event, airing }): Pull[] => {
    if (presence !== "published" || event?.source === undefined) return [];
    if (airing?.room === undefined || kindOfRoom(airing.room) !== "remote") return [];
    const from = airing.start - AHEAD_SECONDS;
    const end = airing.end + o.overRunSeconds;
    const isHeld = o.heldRooms.has(airing.room) && o.second < end + HELD_SECONDS;
    const to = isHeld ? Math.max(end, o.second + HELD_ON_SECONDS) : end;
    if (from > o.second + TOLD_AHEAD_SECONDS || to <= o.second) return [];
    return [{ room: airing.room, url: event.source, from, to }];
  });
  return pulls.sort((a, b) => a.from - b.from || a.room.localeCompare(b.room));
}
