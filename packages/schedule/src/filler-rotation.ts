import type { AssetId } from "@nonstop/contract/names";
import type { Second } from "@nonstop/contract/time";
import type { AssetLength } from "@nonstop/contract/rundown";

/**
 * A gap is cut and its fillers begin anew at every multiple of this (midnight UTC), so that what fills a gap never
 * depends on airings older than a day.
 */
export const ROTATION_SECONDS = 86_400;

/** One piece of the pool in its place: it airs whole in `[startSecond, startSecond + durationSeconds)` if let. */
export type FillerPiece = { asset: AssetId; startSecond: Second; durationSeconds: number };

/**
 * The piece of the pool that is on in `second` when the pool plays back to back from `anchor` (channel seconds).
 * A pure function of both, so that a recompile, a restart and a second playout agree. Undefined for an empty pool.
 */
export function fillerAt(
  pool: readonly AssetLength[],
  anchor: Second,
  second: Second,
): FillerPiece | undefined {
  const cycle = pool.reduce((sum, piece) => sum + piece.durationSeconds, 0);
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

/** One piece alone, again and again from `anchor`: where it must have started to be on in `second`. */
export function loopOf(piece: AssetLength, anchor: Second, second: Second): FillerPiece {
  const into = second < anchor ? 0 : (second - anchor) % piece.durationSeconds;
  return { ...piece, startSecond: second - into };
}

/** Start of the rotation `second` lies in: where a gap without a known start is anchored. */
export function rotationStart(second: Second): Second {
  return second - (second % ROTATION_SECONDS);
}

// Gaps begin at round times; a multiplicative hash (2^32 / golden ratio) keeps them from always opening with the same piece.
function firstPiece(poolLength: number, anchor: Second): number {
  return (Math.imul(anchor, 0x9e3779b1) >>> 16) % poolLength;
}
