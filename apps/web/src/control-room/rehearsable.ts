import type { EventStatus } from "@nonstop/contract/events";
import { isMeetingRoom } from "@nonstop/contract/room-names";

const MOST = 8;

/** The next shows that have a meeting and have not begun: whose rooms can be opened for a rehearsal. */
export function canRehearse(events: readonly EventStatus[], second: number): EventStatus[] {
  return events
    .filter(
      ({ room, start, state }) =>
        room !== undefined &&
        isMeetingRoom(room) &&
        start !== undefined &&
        start > second &&
        state !== "cancelled",
    )
    .slice(0, MOST);
}
