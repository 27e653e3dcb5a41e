import type { Collection } from "@nonstop/contract/collection";
import type { AssetId } from "@nonstop/contract/names";
import type { Second } from "@nonstop/contract/time";
import { hasRights } from "../library/rights.ts";
import type { BlockLibraryPiece } from "./members.ts";
import type { Place } from "./place.ts";
import { shufflePlace } from "./shuffle.ts";

const HOUR_SECONDS = 3600;

/** Where a piece is looked for: it begins at `second` and ends before `end`. The longest span of its block is `longest` seconds. */
export type Opening = { second: Second; end: Second; longest: number };

/** `wait`: nothing may begin yet. `full`: nothing begins in the rest of the span. */
export type NextPiece =
  | { kind: "piece"; piece: BlockLibraryPiece; round: number }
  | { kind: "wait"; until: Second }
  | { kind: "full" };

/** The pieces of a collection as its rounds air them. */
export type Turns = {
  /** In the collection's own order. */
  pieces: readonly BlockLibraryPiece[];
  /** Where each stands in it. */
  indexes: ReadonlyMap<AssetId, number>;
  /** In the order of a round: the newest first, or shuffled anew. */
  orderOf: (round: number) => readonly BlockLibraryPiece[];
};

/**
 * The piece that airs next in a block. A round airs each piece once; in order the pieces follow each other round and round.
 * A piece that does not fit before the span's end keeps its turn for the next block: in order nothing else begins, else the next one of
 * the round that fits does. Left out of the round are pieces longer than the whole block, and those whose rights do not hold.
 */
export function nextPiece(at: Opening, o: { collection: Collection; turns: Turns; place: Place }): NextPiece {
  const { collection, turns, place } = o;
  const mayAir = (piece: BlockLibraryPiece): boolean =>
    piece.durationSeconds <= at.longest &&
    hasRights(piece, { start: at.second, end: at.second + piece.durationSeconds });
  const round = collection.order === "in-order" ? place.round : roundNow(turns, place, mayAir);
  const turn = (): Iterable<BlockLibraryPiece> =>
    collection.order === "in-order" ? nextInOrder(turns, place, mayAir) : leftIn(round, turns, place, mayAir);
  const fits = ({ durationSeconds }: BlockLibraryPiece): boolean => durationSeconds <= at.end - at.second;
  for (const piece of turn())
    if (fits(piece) && freshAt(piece, collection, place) <= at.second) return { kind: "piece", piece, round };
  // Without a piece that fits later ones may: those that are still too fresh, and those whose rights begin.
  const later = [
    ...[...turn()].filter(fits).map((piece) => freshAt(piece, collection, place)),
    ...turns.pieces.flatMap(({ rightsFrom }) => (rightsFrom === undefined ? [] : [rightsFrom])),
  ].filter((second) => second > at.second && second < at.end);
  return later.length === 0 ? { kind: "full" } : { kind: "wait", until: Math.min(...later) };
}

/** The turns of a collection. The orders of its rounds are worked out once. */
export function turnsOf(
  { id, order }: Pick<Collection, "id" | "order">,
  pieces: readonly BlockLibraryPiece[],
): Turns {
  const known = new Map<number, readonly BlockLibraryPiece[]>();
  return {
    pieces,
    indexes: new Map(pieces.map(({ asset }, index) => [asset, index])),
    orderOf(round) {
      const before = known.get(round);
      if (before !== undefined) return before;
      const keyed = pieces.map((piece) => ({
        piece,
        key: order === "shuffled" ? shufflePlace(id, round, piece.asset) : 0 - piece.addedAt,
      }));
      const sorted = keyed
        .sort((a, b) => a.key - b.key || (a.piece.asset < b.piece.asset ? -1 : 1))
        .map(({ piece }) => piece);
      known.set(round, sorted);
      return sorted;
    },
  };
}

/** From when on a piece may begin again. */
function freshAt({ asset }: BlockLibraryPiece, { noRepeatHours }: Collection, place: Place): Second {
  const start = place.of(asset)?.start;
  return start === undefined || noRepeatHours === undefined ? 0 : start + noRepeatHours * HOUR_SECONDS;
}

// The one that may air behind that of the collection's pieces which began last. What was taken out meanwhile counts no more.
function* nextInOrder(
  turns: Turns,
  place: Place,
  mayAir: (piece: BlockLibraryPiece) => boolean,
): Iterable<BlockLibraryPiece> {
  const { pieces } = turns;
  const last = lastIndex(turns, place);
  for (let step = 1; step <= pieces.length; step += 1) {
    const piece = pieces[(last + step) % pieces.length];
    if (piece !== undefined && mayAir(piece)) {
      yield piece;
      return;
    }
  }
}

function lastIndex({ pieces, indexes }: Turns, place: Place): number {
  const known = place.last === undefined ? -1 : indexes.get(place.last);
  if (known !== undefined) return known;
  const starts = pieces.map(({ asset }) => place.of(asset)?.start ?? -1);
  const newest = starts.reduce((most, start) => Math.max(most, start), -1);
  return newest < 0 ? -1 : starts.indexOf(newest);
}

// When all that may air have aired in this round, the next one begins.
function roundNow(turns: Turns, place: Place, mayAir: (piece: BlockLibraryPiece) => boolean): number {
  const isLeft = ({ asset }: BlockLibraryPiece): boolean => (place.of(asset)?.round ?? -1) < place.round;
  const isGoingOn = turns.orderOf(place.round).some((piece) => isLeft(piece) && mayAir(piece));
  return isGoingOn ? place.round : place.round + 1;
}

// What has not aired in a round, in its order. A round does not begin with the last piece of the one before, if it has others.
function* leftIn(
  round: number,
  { orderOf }: Turns,
  place: Place,
  mayAir: (piece: BlockLibraryPiece) => boolean,
): Iterable<BlockLibraryPiece> {
  let only: BlockLibraryPiece | undefined;
  let others = 0;
  for (const piece of orderOf(round)) {
    const aired = place.of(piece.asset)?.round ?? -1;
    if (aired >= round || !mayAir(piece)) continue;
    if (piece.asset === place.last) {
      only = piece;
      continue;
    }
    others += 1;
    yield piece;
  }
  if (only !== undefined && others === 0) yield only;
}
