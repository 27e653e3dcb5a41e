import type { AssetId } from "@nonstop/contract/names";
import { present } from "@nonstop/contract/present";
import type { Item, ItemRole, RoomRef } from "@nonstop/contract/rundown";
import type { Second } from "@nonstop/contract/time";

/** Title of a slate that stands for nothing in particular. */
export const SLATE_TITLE = "Back soon";

/** A filler item that begins with its piece at `start`, and ends with it or at `end`. */
export function fillerItem(
  piece: { asset: AssetId; title: string; durationSeconds: number; role?: ItemRole | undefined },
  start: Second,
  end: Second,
): Item {
  const { asset, title, durationSeconds, role } = piece;
  return {
    id: `${asset}@${start}`,
    kind: "filler",
    start,
    end: Math.min(end, start + durationSeconds),
    title,
    ...present({ role }),
    room: { kind: "asset", asset, startSecond: start },
  };
}

/** Slate that stands for nothing in particular. */
export function slateItem(start: Second, end: Second): Item {
  return { id: `slate@${start}`, kind: "slate", start, end, title: SLATE_TITLE, room: { kind: "slate" } };
}

/** An item that fills the time between programmes with a piece of the library. The tail of a show is none. */
export type PoolItem = Item & { room: Extract<RoomRef, { kind: "asset" }> };

/** Whether an item is slate that stands for nothing in particular. */
export function isGapSlate(item: Item): boolean {
  return item.kind === "slate" && item.airing === undefined;
}

export function isPoolItem(item: Item): item is PoolItem {
  return item.kind === "filler" && item.airing === undefined && item.room.kind === "asset";
}
