import type { Airing } from "@nonstop/contract/airing";
import type { RoomId } from "@nonstop/contract/names";
import { kindOfRoom } from "@nonstop/contract/room-names";

/** Whether an airing comes from a meeting of its own: it has a room that no other airing has, and is not pulled. */
export function hasMeeting<A extends Pick<Airing, "kind" | "room">>(
  airing: A,
): airing is A & { room: RoomId } {
  return airing.kind === "live" && airing.room !== undefined && kindOfRoom(airing.room) === "live";
}
