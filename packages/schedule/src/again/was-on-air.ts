import type { Airing } from "@nonstop/contract/airing";
import type { AsRunSpan } from "@nonstop/contract/as-run";
import { comesLive } from "@nonstop/contract/rundown";

/** Whether an airing was on air at all, by the as-run of its time: as it was planned, or its room taken by hand. */
export function wasOnAir(airing: Pick<Airing, "id" | "room">, spans: readonly AsRunSpan[]): boolean {
  return spans.some(({ airing: owner, room, rank, reason }) => {
    if (rank !== 0) return false;
    if (comesLive(room)) return room.room === airing.room;
    return owner === airing.id && reason !== "take";
  });
}
