import type { Second } from "@nonstop/contract/time";
import { present } from "@nonstop/contract/present";
import type { Item, RoomRef, Rundown, StandInPiece } from "@nonstop/contract/rundown";
import { isSameRoom } from "./as-run.ts";
import { fillerItem, isGapSlate, isPoolItem, slateItem } from "./filler/filler-items.ts";
import { fillerAfter, standInsOf, fillerAt } from "./filler/rotation.ts";
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
  fillerFrom: (second: Second) => Item | undefined;
};

/** Reads what is decided from the rundown in force; nothing is when there is none. */
export function decidedOf(inForce: Rundown | undefined, now: Second, assets: LibraryPieces): Decided {
  if (inForce === undefined) return { past: [], running: undefined, fillerFrom: () => undefined };
  const items = [...inForce.items, ...beyondEnd(inForce, now, assets)];
  /** A piece goes on to its own end, unless other filler was planned to follow. */
  const wholeFrom = (index: number): Item | undefined => {
    const item = items[index];
    const next = items[index + 1];
    if (item === undefined || !isPoolItem(item) || (next !== undefined && isPoolItem(next))) return item;
    const { asset, startSecond } = item.room;
    const end = startSecond + (assets.get(asset)?.durationSeconds ?? item.end - startSecond);
    return { ...item, end };
  };
  return {
    past: items.filter(({ end }) => end > now - BACK_SECONDS && end <= now),
    running: wholeFrom(items.findIndex(({ start, end }) => start <= now && now < end)),
    fillerFrom: (second) => {
      if (second >= now + NOTICE_SECONDS) return undefined;
      const item = wholeFrom(items.findIndex(({ start }) => start === second));
      return item && isPoolItem(item) ? item : undefined;
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
  o: { now: Second; assets: LibraryPieces },
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
    if (isSameRoom(item.room, running.room))
      return item.end > o.now ? { ...held, room, end: item.end } : undefined;
    const durationSeconds = o.assets.get(room.asset)?.durationSeconds ?? running.end - room.startSecond;
    const end = Math.min(planned.until, room.startSecond + durationSeconds);
    return end > o.now ? { ...held, room, end } : undefined;
  }
  if (running.airing !== undefined) return undefined;
  if (isPoolItem(running)) {
    const end = Math.min(planned.end, running.end);
    return end > o.now ? { ...running, end } : undefined;
  }
  // Slate stands for want of a piece that may air: it ends soon, and goes on where there is still none.
  return { ...running, end: Math.min(planned.end, running.end, o.now + NOTICE_SECONDS) };
}

/** The item on air with the one that follows it, where both are the same slate; undefined where they are not. */
export function sameSlate(onAir: Item, next: Item | undefined): Item | undefined {
  if (next === undefined || onAir.end !== next.start) return undefined;
  const isSame = isGapSlate(onAir) && isGapSlate(next) && onAir.breakOf === next.breakOf;
  return isSame ? { ...onAir, end: next.end } : undefined;
}

/** An item that begins or began under `inForce`, with the pool that stands in for it: that pool stays while the item runs. */
export function withItsPool(
  item: Item,
  inForce: Rundown | undefined,
  fillers: readonly StandInPiece[],
): Item {
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
  const { pool, anchor } = standInsOf(inForce, undefined, now);
  const items: Item[] = [];
  let piece = fillerAt(pool, anchor, Math.max(inForce.to, now - BACK_SECONDS));
  while (piece !== undefined && piece.startSecond <= now) {
    const title = assets.get(piece.asset)?.title ?? piece.asset;
    const item = fillerItem({ ...piece, title }, piece.startSecond, Number.POSITIVE_INFINITY);
    items.push(item);
    piece = fillerAfter(pool, piece.asset, item.end);
  }
  return items.length > 0 ? items : [slateItem(inForce.to, now + 1)];
}

function samePool(a: readonly StandInPiece[], b: readonly StandInPiece[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ asset, durationSeconds, from, to }, index) => {
      const other = b[index];
      return (
        other?.asset === asset &&
        other.durationSeconds === durationSeconds &&
        other.from === from &&
        other.to === to
      );
    })
  );
}
