import type { Second } from "@nonstop/contract/time";
import { present } from "@nonstop/contract/present";
import type { AssetLength, Item, RoomRef, Rundown } from "@nonstop/contract/rundown";
import { fillerItem, slateItem } from "./fill-gap.ts";
import { isSameRoom } from "./as-run.ts";
import { fillerAfter, type FillerPiece, standInsOf, fillerAt } from "./filler-rotation.ts";
import type { LibraryPieces } from "./item-of-airing.ts";
import type { Planned } from "./plan-airings.ts";

/** How far back a rundown reaches: seconds that are still open, and those that a control room has just seen. */
export const BACK_SECONDS = 60;
/** A new rundown is with the playouts after this time. What fills a gap until then is decided, so that no piece flashes up. */
const NOTICE_SECONDS = 10;

/** What of the rundown in force is decided at `now`: the items that have run or run then, and the fillers that begin until the next rundown is heard. */
export type Decided = {
  past: Item[];
  running: Item | undefined;
  fillerFrom: (second: Second) => FillerPiece | undefined;
};

/** Reads what is decided from the rundown in force; nothing is when there is none. */
export function decidedOf(inForce: Rundown | undefined, now: Second, assets: LibraryPieces): Decided {
  if (inForce === undefined) return { past: [], running: undefined, fillerFrom: () => undefined };
  const items = [...inForce.items, ...beyondEnd(inForce, now, assets)];
  return {
    past: items.filter(({ end }) => end > now - BACK_SECONDS && end <= now),
    running: items.find(({ start, end }) => start <= now && now < end),
    fillerFrom: (second) => {
      if (second >= now + NOTICE_SECONDS) return undefined;
      const item = items.find(({ start }) => start === second);
      return item && pieceOf(item, assets);
    },
  };
}

/**
 * The running item as it goes on, when `planned` owns the second now: its start, its id and its phase stay, and the rest
 * follows its airing. Undefined when it is over because its own airing or another one was changed.
 */
export function goesOn(
  running: Item,
  planned: Planned | undefined,
  o: { now: Second; fillers: readonly AssetLength[]; assets: LibraryPieces },
): Item | undefined {
  if (planned === undefined) return undefined;
  if (planned.kind === "item") {
    const { item } = planned;
    if (item.airing !== running.airing) return undefined;
    // A block goes on with its next piece, which begins where it begins.
    if (planned.airing.pieces !== undefined && !isSameRoom(item.room, running.room)) return undefined;
    const { id, start, fillers } = running;
    const held = { ...item, id, start, ...present({ fillers }) };
    const room = heldRoom(running.room, item, planned.airing.planB);
    if (room === undefined) return held;
    const durationSeconds = o.assets.get(room.asset)?.durationSeconds ?? running.end - room.startSecond;
    const end = Math.min(planned.until, room.startSecond + durationSeconds);
    return end > o.now ? { ...held, room, end } : undefined;
  }
  if (running.airing !== undefined) return undefined;
  const piece = pieceOf(running, o.assets);
  if (piece !== undefined) {
    const end = Math.min(planned.end, piece.startSecond + piece.durationSeconds);
    return end > o.now ? { ...running, end } : undefined;
  }
  // Slate stands for an empty pool: it ends soon once there is something to show.
  const end = o.fillers.length === 0 ? planned.end : Math.min(running.end, o.now + NOTICE_SECONDS);
  return { ...running, end: Math.min(planned.end, end) };
}

/** An item that begins or began under `inForce`, with the pool that stands in for it: that pool stays while the item runs. */
export function withItsPool(item: Item, inForce: Rundown | undefined, fillers: readonly AssetLength[]): Item {
  const { fillers: own, ...rest } = item;
  const pool = own ?? inForce?.fillers ?? [];
  return pool.length === 0 || samePool(pool, fillers) ? rest : { ...rest, fillers: [...pool] };
}

// A recorded piece keeps its phase. Plan B that airs because the recording was missing airs on when that arrives.
function heldRoom(
  running: RoomRef,
  { room }: Item,
  planB: string | undefined,
): Extract<RoomRef, { kind: "asset" }> | undefined {
  if (running.kind !== "asset" || room.kind !== "asset") return undefined;
  return running.asset === room.asset || running.asset === planB ? running : undefined;
}

// What the playouts air once a rundown has ended, as far as it has run.
function beyondEnd(inForce: Rundown, now: Second, assets: LibraryPieces): Item[] {
  if (inForce.to > now) return [];
  const { pool, anchor } = standInsOf(inForce, undefined, inForce.to);
  const items: Item[] = [];
  let piece = fillerAt(pool, anchor, Math.max(inForce.to, now - BACK_SECONDS));
  while (piece !== undefined && piece.startSecond <= now) {
    const item = fillerItem(piece, Number.POSITIVE_INFINITY, assets);
    items.push(item);
    piece = fillerAfter(pool, piece.asset, item.end);
  }
  return items.length > 0 ? items : [slateItem(inForce.to, now + 1)];
}

function pieceOf({ kind, airing, room, start, end }: Item, assets: LibraryPieces): FillerPiece | undefined {
  if (kind !== "filler" || airing !== undefined || room.kind !== "asset") return undefined;
  const durationSeconds = assets.get(room.asset)?.durationSeconds ?? end - start;
  return { asset: room.asset, startSecond: room.startSecond, durationSeconds };
}

function samePool(a: readonly AssetLength[], b: readonly AssetLength[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ asset, durationSeconds }, index) => {
      const other = b[index];
      return other?.asset === asset && other.durationSeconds === durationSeconds;
    })
  );
}
