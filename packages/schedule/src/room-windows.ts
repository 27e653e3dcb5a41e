import type { Airing } from "@nonstop/contract/airing";
import type { RoomId } from "@nonstop/contract/names";
import { isMeetingRoom } from "@nonstop/contract/room-names";
import { comesLive, type RoomRef, type RoomWindow, type Rundown } from "@nonstop/contract/rundown";
import type { Second } from "@nonstop/contract/time";
import { hasMeeting } from "./has-meeting.ts";
import { isWithin, livestreamWindow, type LivestreamMargins, type Window } from "./livestream-window.ts";

/** The windows of all rooms of airings with meetings, as far as they touch `span`, the first to open first. */
export function roomWindows(
  airings: readonly Airing[],
  margins: LivestreamMargins,
  span: Window,
): RoomWindow[] {
  return airings
    .flatMap((airing): RoomWindow[] => {
      if (!hasMeeting(airing)) return [];
      const window = livestreamWindow(airing, margins);
      return window.from < span.to && window.to > span.from ? [{ room: airing.room, ...window }] : [];
    })
    .sort((a, b) => a.from - b.from || a.room.localeCompare(b.room));
}

/**
 * Whether a room may be on air in `second`, whoever wants it: the room of an airing with a meeting only in its window, and never by a
 * rundown that does not know it. All other rooms always, and every room by a rundown that has no windows. Its name tells whose a room
 * is, whatever kind somebody says it is of.
 */
export function mayAir(rundown: Rundown | undefined, room: RoomRef, second: Second): boolean {
  if (!comesLive(room) || !isMeetingRoom(room.room) || rundown?.windows === undefined) return true;
  return windowsOf(rundown, room.room).some((window) => isWithin(window, second));
}

/** When the window of a room opens next, after `second`; undefined when none is known. */
export function opensAt(rundown: Rundown | undefined, room: RoomId, second: Second): Second | undefined {
  return windowsOf(rundown, room).find(({ from }) => from > second)?.from;
}

function windowsOf(rundown: Rundown | undefined, room: RoomId): RoomWindow[] {
  return rundown?.windows?.filter((window) => window.room === room) ?? [];
}
