import type { Piece } from "@nonstop/contract/library";
import { hasRights } from "@nonstop/schedule/library/rights";
import { hasWords, wordsOf } from "@nonstop/schedule/library/found-words";

/** Which pieces are shown. */
export type Choice = {
  /** Every word of it must be somewhere in what is known of a piece. */
  words: string;
  kind: PieceKind;
  tag: string | undefined;
  order: Order;
};

export const PIECE_KINDS = {
  all: "All",
  favourite: "Favourites",
  filler: "Filler",
  past: "Aired here",
  span: "Segments",
  barred: "May not air now",
} as const;
export type PieceKind = keyof typeof PIECE_KINDS;

export const ORDERS = { newest: "Newest first", title: "By title", longest: "Longest first" } as const;
export type Order = keyof typeof ORDERS;

/** The pieces that a choice shows, in its order. Pure. */
export function shownPieces(pieces: readonly Piece[], choice: Choice, nowSecond: number): Piece[] {
  const words = wordsOf(choice.words);
  return pieces
    .filter((piece) => isOfKind(piece, choice.kind, nowSecond))
    .filter(({ tags }) => choice.tag === undefined || tags.includes(choice.tag))
    .filter(({ title, summary, asset, tags, people }) =>
      hasWords([title, summary, asset, ...tags, ...people], words),
    )
    .toSorted(BY[choice.order]);
}

/** All tags of the library, the most used first. Pure. */
export function tagsOf(pieces: readonly Piece[]): string[] {
  const counts = new Map<string, number>();
  for (const tag of pieces.flatMap(({ tags }) => tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].toSorted(([a, m], [b, n]) => n - m || a.localeCompare(b)).map(([tag]) => tag);
}

/** Whether a piece is outside its rights in a second. Pure. */
export function isBarred(piece: Piece, second: number): boolean {
  return !hasRights(piece, { start: second, end: second + 1 });
}

const BY: Readonly<Record<Order, (a: Piece, b: Piece) => number>> = {
  newest: (a, b) => b.addedAt - a.addedAt || a.title.localeCompare(b.title),
  title: (a, b) => a.title.localeCompare(b.title),
  longest: (a, b) => b.durationSeconds - a.durationSeconds || a.title.localeCompare(b.title),
};

function isOfKind(piece: Piece, kind: PieceKind, nowSecond: number): boolean {
  switch (kind) {
    case "favourite":
      return piece.favourite;
    case "filler":
      return piece.filler;
    case "past":
    case "span":
      return piece.sourceKind === kind;
    case "barred":
      return isBarred(piece, nowSecond);
    case "all":
    default:
      return true;
  }
}
