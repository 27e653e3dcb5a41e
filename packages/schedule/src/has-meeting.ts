import type { Airing } from "@nonstop/contract/airing";
import type { RoomId } from "@nonstop/contract/names";
import { isMeetingRoom } from "@nonstop/contract/room-names";

/** Whether an airing comes from a meeting of its own, which sends to us or to a live input. */
export function hasMeeting<A extends Pick<Airing, "kind" | "room">>(
  airing: A,
): airing is A & { room: RoomId } {
  return airing.kind === "live" && airing.room !== undefined && isMeetingRoom(airing.room);
}
