import type { Collection } from "@nonstop/contract/collection";
import type { Second } from "@nonstop/contract/time";
import { hasRights } from "../rights.ts";
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

/**
 * The piece that airs next in a block. A round airs each piece once; in order the pieces follow each other round and round.
 * A piece that does not fit before the span's end keeps its turn for the next block: in order nothing else begins, else the next one of
 * the round that fits does. Left out of the round are pieces longer than the whole block, and those whose rights do not hold.
 */
export function nextPiece(
  at: Opening,
  o: {
    collection: Collection;
    pieces: readonly BlockLibraryPiece[];
    /** The pieces in the order of a round (`roundOrders`). */
    orderOf: (round: number) => readonly BlockLibraryPiece[];
    place: Place;
  },
): NextPiece {
  const { collection, pieces, place } = o;
  const allowed = pieces.filter(
    (piece) =>
      piece.durationSeconds <= at.longest &&
      hasRights(piece, { start: at.second, end: at.second + piece.durationSeconds }),
  );
  const { turn, round } =
    collection.order === "in-order"
      ? { turn: inOrder(pieces, allowed, place), round: place.round }
      : ofRound(allowed, place, o.orderOf);
  const wait = (piece: BlockLibraryPiece): Second => freshAt(piece, collection, place);
  const room = at.end - at.second;
  const fitting = turn.filter(({ durationSeconds }) => durationSeconds <= room);
  const piece = fitting.find((one) => wait(one) <= at.second);
  if (piece !== undefined) return { kind: "piece", piece, round };
  // Without a piece that fits later ones may: those that are still too fresh, and those whose rights begin.
  const later = [
    ...fitting.map(wait),
    ...pieces.flatMap(({ rightsFrom }) => (rightsFrom === undefined ? [] : [rightsFrom])),
  ].filter((second) => second > at.second && second < at.end);
  return later.length === 0 ? { kind: "full" } : { kind: "wait", until: Math.min(...later) };
}

/** From when on a piece may begin again. */
function freshAt({ asset }: BlockLibraryPiece, { noRepeatHours }: Collection, place: Place): Second {
  const start = place.of(asset)?.start;
  return start === undefined || noRepeatHours === undefined ? 0 : start + noRepeatHours * HOUR_SECONDS;
}

// The one allowed piece behind that of the collection's pieces which began last. What was taken out meanwhile counts no more.
function inOrder(
  pieces: readonly BlockLibraryPiece[],
  allowed: readonly BlockLibraryPiece[],
  place: Place,
): BlockLibraryPiece[] {
  let last = -1;
  let newest = -1;
  for (const [index, { asset }] of pieces.entries()) {
    const start = place.of(asset)?.start ?? -1;
    if (start <= newest) continue;
    newest = start;
    last = index;
  }
  const isAllowed = new Set(allowed);
  const turned = [...pieces.slice(last + 1), ...pieces.slice(0, last + 1)];
  const next = turned.find((piece) => isAllowed.has(piece));
  return next === undefined ? [] : [next];
}

// What has not aired in this round, in the round's order. When all have, the next round begins, not with the last piece of this one.
function ofRound(
  allowed: readonly BlockLibraryPiece[],
  place: Place,
  orderOf: (round: number) => readonly BlockLibraryPiece[],
): { turn: BlockLibraryPiece[]; round: number } {
  const inRound = (pieces: readonly BlockLibraryPiece[], round: number): BlockLibraryPiece[] => {
    const chosen = new Set(pieces);
    return orderOf(round).filter((piece) => chosen.has(piece));
  };
  const left = allowed.filter(({ asset }) => (place.of(asset)?.round ?? -1) < place.round);
  if (left.length > 0) return { turn: inRound(left, place.round), round: place.round };
  const others = allowed.filter(({ asset }) => asset !== place.last);
  const round = place.round + 1;
  return { turn: inRound(others.length > 0 ? others : allowed, round), round };
}

/** The pieces of a collection in the order of each of its rounds: the newest first, or shuffled anew. */
export function roundOrders(
  { id, order }: Pick<Collection, "id" | "order">,
  pieces: readonly BlockLibraryPiece[],
): (round: number) => readonly BlockLibraryPiece[] {
  const known = new Map<number, readonly BlockLibraryPiece[]>();
  return (round) => {
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
  };
}
