import type { Second } from "@nonstop/contract/time";
import type { AssetLength, Item } from "@nonstop/contract/rundown";
import { fillerAt, ROTATION_SECONDS } from "./filler-rotation.ts";
import type { LibraryPieces } from "./item-of-airing.ts";

/** Title of a slate that stands for nothing in particular. */
export const SLATE_TITLE = "Back soon";

/**
 * The items of the gap `[start, end)` that touch `[from, to)`: the pool in rotation, to the second, anchored at the gap's
 * start; slate when there is no pool.
 */
export function fillGap(o: {
  start: Second;
  end: Second;
  from: Second;
  to: Second;
  fillers: readonly AssetLength[];
  assets: LibraryPieces;
}): Item[] {
  const items: Item[] = [];
  const last = Math.min(o.end, o.to);
  for (let at = o.start; at < last; at = nextRotation(at)) {
    const end = Math.min(o.end, nextRotation(at));
    if (end > o.from) items.push(...fillRotation({ ...o, start: at, end }));
  }
  return items;
}

function fillRotation(o: Parameters<typeof fillGap>[0]): Item[] {
  const items: Item[] = [];
  let at = Math.max(o.start, o.from);
  while (at < Math.min(o.end, o.to)) {
    const item = fillerItem(o, at) ?? slateItem(o.start, o.end);
    items.push(item);
    at = item.end;
  }
  return items;
}

function fillerItem(o: Parameters<typeof fillGap>[0], second: Second): Item | undefined {
  const piece = fillerAt(o.fillers, o.start, second);
  if (piece === undefined) return undefined;
  return {
    id: `${piece.asset}@${piece.startSecond}`,
    kind: "filler",
    start: piece.startSecond,
    end: Math.min(o.end, piece.startSecond + piece.durationSeconds),
    title: o.assets.get(piece.asset)?.title ?? piece.asset,
    room: { kind: "asset", asset: piece.asset, startSecond: piece.startSecond },
  };
}

function slateItem(start: Second, end: Second): Item {
  return { id: `slate@${start}`, kind: "slate", start, end, title: SLATE_TITLE, room: { kind: "slate" } };
}

function nextRotation(second: Second): Second {
  return second - (second % ROTATION_SECONDS) + ROTATION_SECONDS;
}
