import { markOf } from "@nonstop/contract/mark";
import type { AssetId } from "@nonstop/contract/names";

/** Where a piece stands in a shuffled round: a number that is the same everywhere, and different in each round. */
export function shufflePlace(collection: string, round: number, asset: AssetId): number {
  return mixed(Number.parseInt(markOf(`${collection}\n${round}\n${asset}`), 16));
}

// Names that differ in their last letter alone have marks that are neighbours: the finalizer of MurmurHash3 spreads them.
function mixed(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
