import type { AssetId } from "@nonstop/contract/names";
import type { Second } from "@nonstop/contract/time";
import type { AssetLength, Item, Rundown, StandInPiece } from "@nonstop/contract/rundown";
import { secondsOf } from "./pool-piece.ts";

/** One piece of the pool in its place: it airs whole in `[startSecond, startSecond + durationSeconds)` if let. */
export type FillerPiece = { asset: AssetId; startSecond: Second; durationSeconds: number };

/**
 * The piece of the pool that is on in `second` when the pool plays back to back from `anchor` (channel seconds).
 * A pure function of both, so that a restart and a second playout agree. Undefined for an empty pool.
 */
export function fillerAt(
  pool: readonly AssetLength[],
  anchor: Second,
  second: Second,
): FillerPiece | undefined {
  const cycle = secondsOf(pool);
  if (cycle <= 0 || second < anchor) return undefined;
  const first = firstPiece(pool.length, anchor);
  let start = second - ((second - anchor) % cycle);
  for (let i = 0; i < pool.length; i += 1) {
    const piece = pool[(first + i) % pool.length];
    if (piece === undefined) return undefined;
    if (second < start + piece.durationSeconds)
      return { asset: piece.asset, startSecond: start, durationSeconds: piece.durationSeconds };
    start += piece.durationSeconds;
  }
  return undefined;
}

/** The piece that begins at `startSecond`, after `asset`: the next one of the pool. A pool without `asset` begins anew. */
export function fillerAfter(
  pool: readonly AssetLength[],
  asset: AssetId,
  startSecond: Second,
): FillerPiece | undefined {
  const before = pool.findIndex((piece) => piece.asset === asset);
  if (before < 0) return fillerAt(pool, startSecond, startSecond);
  const next = pool[(before + 1) % pool.length];
  return next && { ...next, startSecond };
}

/** One piece alone, again and again from `anchor`: where it must have started to be on in `second`. */
export function loopOf(piece: AssetLength, anchor: Second, second: Second): FillerPiece {
  const into = second < anchor ? 0 : (second - anchor) % piece.durationSeconds;
  return { ...piece, startSecond: second - into };
}

/** What fills in in `second` for `item`, or for what lies beyond the rundown: the pool, and the second from which it plays back to back. */
export function standInsOf(
  rundown: Rundown | undefined,
  item: Item | undefined,
  second: Second,
): { pool: readonly AssetLength[]; anchor: Second } {
  const pool = mayStandIn(item?.fillers ?? rundown?.fillers ?? [], second);
  if (item !== undefined) return { pool, anchor: item.start };
  return { pool, anchor: rundown === undefined || second < rundown.to ? 0 : rundown.to };
}

function mayStandIn(pool: readonly StandInPiece[], second: Second): readonly StandInPiece[] {
  return pool.filter(({ from = 0, to = Infinity }) => from <= second && second < to);
}

// Gaps begin at round times; a multiplicative hash (2^32 / golden ratio) keeps them from always opening with the same piece.
function firstPiece(poolLength: number, anchor: Second): number {
  return (Math.imul(anchor, 0x9e3779b1) >>> 16) % poolLength;
}
