import type { ControlRoomState } from "@nonstop/contract/origin-socket";
import type { RoomStatus } from "@nonstop/contract/room";
import { isTrialRoom } from "@nonstop/contract/room-names";
import { comesLive, type Item, type Rundown } from "@nonstop/contract/rundown";

export type RoomSeen = {
  status: RoomStatus;
  /** The airing that the room is in now, or the next one. */
  airing: Item | undefined;
};

/** The item that a live room is in at a second, or its next one. */
function itemOf(rundown: Rundown | undefined, room: string, second: number): Item | undefined {
  return rundown?.items.find((item) => comesLive(item.room) && item.room.room === room && item.end > second);
}

/**
 * Every live room that a playout sees, as the playout that reported last describes it, and every room that the rundown
 * needs soon, but no trial room. Sorted by name, so that each room keeps its number key.
 */
export function roomsSeen(state: Pick<ControlRoomState, "playouts" | "rundown">, second: number): RoomSeen[] {
  const newest = new Map<string, { status: RoomStatus; seenMs: number }>();
  for (const playout of state.playouts)
    for (const status of playout.rooms) {
      if (isTrialRoom(status.room)) continue;
      const known = newest.get(status.room);
      if (known === undefined || known.seenMs < playout.seenMs)
        newest.set(status.room, { status, seenMs: playout.seenMs });
    }
  const soon = second + 4 * 3600;
  for (const item of state.rundown?.items ?? []) {
    if (!comesLive(item.room) || item.end <= second || item.start > soon || newest.has(item.room.room))
      continue;
    const { room } = item.room;
    newest.set(room, { status: { room, state: "waiting", sinceMs: 0, offered: [] }, seenMs: 0 });
  }
  return [...newest.values()]
    .map(({ status }) => ({ status, airing: itemOf(state.rundown, status.room, second) }))
    .sort((a, b) => a.status.room.localeCompare(b.status.room));
}
