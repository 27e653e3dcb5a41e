import type { AssetIndex } from "@nonstop/contract/asset";
import type { HouseVersion } from "@nonstop/contract/names";
import type { House } from "@nonstop/house/house";
import type { PieceChunk } from "@nonstop/pieces/piece-chunk";

/** What the schedule asks of media, whose bytes it does not know. */
export type PieceMedia = {
  /** The house format of a version; undefined when nobody knows it any more. */
  house: (version: HouseVersion) => Promise<House | undefined>;
  /** A chunk of a piece, wherever its media lies. */
  chunk: (index: AssetIndex, chunk: number) => Promise<PieceChunk>;
};
