import { STATION_PROGRAMMING } from "@nonstop/contract/programming";
import type { Filling } from "./gap-filler.ts";
import type { LibraryPiece } from "./pool-piece.ts";

/** Filling as tests want it: these pieces of the pool, in UTC; what a test is about, it says itself. */
export function fillingOf(
  pieces: readonly (Pick<LibraryPiece, "asset" | "durationSeconds"> & Partial<LibraryPiece>)[],
  over: Partial<Filling> = {},
): Filling {
  return {
    library: pieces.map((piece) => ({ title: piece.asset, filler: true, ...piece })),
    programming: STATION_PROGRAMMING,
    timezone: "UTC",
    aired: new Map(),
    ...over,
  };
}
