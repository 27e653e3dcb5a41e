import type { AssetId } from "@nonstop/contract/names";
import type { Second } from "@nonstop/contract/time";
import type { AssetLength, Item } from "@nonstop/contract/rundown";
import { fillerAfter, fillerAt, type FillerPiece } from "./filler-rotation.ts";
import type { LibraryPieces } from "./item-of-airing.ts";

/** Title of a slate that stands for nothing in particular. */
export const SLATE_TITLE = "Back soon";

/**
 * The items of the gap `[start, end)` from `from` on: the pool back to back, to the second; slate when there is no pool.
 * It goes on after the piece `after` where one led into the gap, and keeps each piece that is `decided`.
 */
export function fillGap(o: {
  start: Second;
  end: Second;
  from: Second;
  after: AssetId | undefined;
  fillers: readonly AssetLength[];
  assets: LibraryPieces;
  /** The piece that begins at a second of the gap, where that is no longer open. */
  decided: (second: Second) => FillerPiece | undefined;
}): Item[] {
  const items: Item[] = [];
  let at = o.start;
  let piece =
    o.decided(at) ??
    (o.after === undefined
      ? fillerAt(o.fillers, o.start, Math.max(o.start, o.from))
      : fillerAfter(o.fillers, o.after, at));
  while (piece !== undefined && piece.startSecond < o.end) {
    const item = fillerItem(piece, o.end, o.assets);
    items.push(item);
    at = item.end;
    piece = o.decided(at) ?? fillerAfter(o.fillers, piece.asset, at);
  }
  if (at < o.end) items.push(slateItem(at, o.end));
  return items;
}

/** A piece of the pool as an item that ends with it, or at `end`. */
export function fillerItem(piece: FillerPiece, end: Second, assets: LibraryPieces): Item {
  const { asset, startSecond, durationSeconds } = piece;
  return {
    id: `${asset}@${startSecond}`,
    kind: "filler",
    start: startSecond,
    end: Math.min(end, startSecond + durationSeconds),
    title: assets.get(asset)?.title ?? asset,
    room: { kind: "asset", asset, startSecond },
  };
}

/** Slate that stands for nothing in particular. */
export function slateItem(start: Second, end: Second): Item {
  return { id: `slate@${start}`, kind: "slate", start, end, title: SLATE_TITLE, room: { kind: "slate" } };
}
