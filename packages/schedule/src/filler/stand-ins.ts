import { present } from "@nonstop/contract/present";
import type { StandInPiece } from "@nonstop/contract/rundown";
import type { FillSpan } from "./may-air.ts";
import type { Pool } from "./pool-piece.ts";

/**
 * What may stand in for a lost room at any second of a rundown, in playing order: pieces of the pool that may air at any time of the day
 * where there are such, those of parts of the day else. A piece whose rights do not reach into the rundown is left out.
 */
export function standInPool({ pieces, idents }: Pool, { start, end }: FillSpan): StandInPiece[] {
  const anyTime = pieces.filter(({ dayParts }) => dayParts.length === 0);
  const lent = idents.filter(({ filler }) => filler);
  const pool = [anyTime, pieces, lent].find(({ length }) => length > 0) ?? [];
  return pool
    .filter(({ rightsFrom = 0, rightsTo = Infinity }) => rightsFrom < end && rightsTo > start)
    .map(({ asset, durationSeconds, rightsFrom: from, rightsTo: to }) => ({
      asset,
      durationSeconds,
      ...present({ from, to }),
    }));
}
