import type { Collection } from "@nonstop/contract/collection";
import type { Piece } from "@nonstop/contract/library";
import type { AssetId } from "@nonstop/contract/names";

/** What decides whether and when a block airs a piece. */
export type BlockLibraryPiece = Pick<
  Piece,
  "asset" | "title" | "durationSeconds" | "tags" | "rightsFrom" | "rightsTo" | "addedAt"
>;
export type BlockLibrary = ReadonlyMap<AssetId, BlockLibraryPiece>;

/** The pieces of a collection, each once, in its order; and what it names and the library lacks, in words. */
export type Members = { pieces: readonly BlockLibraryPiece[]; missing: readonly string[] };

/** More pieces than blocks of a year need. What a collection has beyond that is not looked at. */
const MAX_MEMBERS = 2_000;

/** Which pieces of the library are in a collection: those that it names, then those with one of its tags, the oldest first. */
export function membersOf(collection: Collection, library: BlockLibrary): Members {
  const named = [...new Set(collection.pieces)];
  const tags = new Set(collection.tags.map(folded));
  const tagged = [...library.values()]
    .filter((piece) => piece.tags.some((tag) => tags.has(folded(tag))))
    .sort((a, b) => a.addedAt - b.addedAt || (a.asset < b.asset ? -1 : 1))
    .map(({ asset }) => asset);
  const all = [...new Set([...named, ...tagged])];
  return {
    pieces: all.flatMap((asset) => library.get(asset) ?? []).slice(0, MAX_MEMBERS),
    missing: [
      ...named.filter((asset) => !library.has(asset)),
      ...(collection.unpublished ?? []).map((entry) => `entry ${entry}`),
    ],
  };
}

function folded(tag: string): string {
  return tag.trim().toLowerCase();
}
