import type { Second } from "@nonstop/contract/time";
import type { Take, RoomRef, Rundown } from "@nonstop/contract/rundown";
import { fillerAt, loopOf, standInsOf } from "./filler/rotation.ts";
import { itemAt, takesAt } from "./item-at.ts";

/**
 * Every room `decide` may choose for `second`, best first, slate left out: what to have ready before anything is lost.
 * Says nothing about what is there.
 */
export function roomsWanted(rundown: Rundown | undefined, takes: readonly Take[], second: Second): RoomRef[] {
  const item = rundown === undefined ? undefined : itemAt(rundown, second);
  const planB = item?.planB === undefined ? undefined : loopOf(item.planB, item.start, second);
  const { pool, anchor } = standInsOf(rundown, item, second);
  const filler = fillerAt(pool, anchor, second);
  const rooms: (RoomRef | undefined)[] = [
    ...takesAt(takes, second).map(({ room }) => room),
    item?.room,
    planB && { kind: "asset", asset: planB.asset, startSecond: planB.startSecond },
    filler && { kind: "asset", asset: filler.asset, startSecond: filler.startSecond },
  ];
  return rooms.filter((room): room is RoomRef => room !== undefined && room.kind !== "slate");
}
