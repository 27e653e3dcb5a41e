import type { Airing } from "@nonstop/contract/airing";
import type { Piece } from "@nonstop/contract/library";
import { present } from "@nonstop/contract/present";
import type { ShelfEntry, ShownToViewers } from "@nonstop/contract/shelf";
import type { Second } from "@nonstop/contract/time";
import { hasRights, mayShowIn } from "./rights.ts";

type OnShelf = { airings: readonly Airing[]; pieces: readonly Piece[]; territory: string };

/** A programme is over when nothing of it has aired for this long. */
const OVER_SECONDS = 60;

/** What viewers may watch again at `now`, the newest first: favourites, and airings that are over. Whether they aired, others know. Pure. */
export function shelfOf({ airings, pieces, territory }: OnShelf, now: Second): ShelfEntry[] {
  const span = { start: now, end: now + 1 };
  const isShown = (piece: Piece): boolean => mayShowIn(piece, territory) && hasRights(piece, span);
  const of = new Map(airings.map((airing) => [airing.id, airing]));
  const favourites = pieces
    .filter((piece) => piece.favourite && isShown(piece))
    .map((piece) => favouriteOf(piece, piece.airing === undefined ? undefined : of.get(piece.airing)));
  const over = airings
    .filter(({ kind, end }) => kind !== "slate" && end + OVER_SECONDS <= now)
    .filter((airing) => piecesOf(airing, pieces).every(isShown))
    .map(airingOf);
  return [...favourites, ...over].toSorted((a, b) => b.at - a.at || (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** What the viewers' Worker is told of that, whatever the time is. Pure. */
export function shownToViewers({ airings, pieces, territory }: OnShelf): ShownToViewers {
  const rightsOf = (piece: Piece) =>
    mayShowIn(piece, territory)
      ? present({ rightsFrom: piece.rightsFrom, rightsTo: piece.rightsTo })
      : { rightsTo: 0 };
  const favourites = pieces.filter(({ favourite }) => favourite);
  return {
    pieces: Object.fromEntries(favourites.map((piece) => [piece.asset, rightsOf(piece)])),
    airings: Object.fromEntries(
      airings.flatMap((airing) =>
        piecesOf(airing, pieces)
          .map(rightsOf)
          .filter((rights) => Object.keys(rights).length > 0)
          .map((rights) => [airing.id, rights] as const),
      ),
    ),
  };
}

/** What tells an entry of the shelf from all others. */
export function keyOf(entry: ShelfEntry): string {
  return entry.kind === "favourite" ? `f-${entry.asset}` : `a-${entry.airing}`;
}

// The rights of what aired: of its recording, and of the piece that it has become.
function piecesOf(airing: Airing, pieces: readonly Piece[]): Piece[] {
  return pieces.filter((piece) => piece.asset === airing.asset || piece.airing === airing.id);
}

function favouriteOf(piece: Piece, airing: Airing | undefined): ShelfEntry {
  const { asset, title, summary, durationSeconds, people, poster, addedAt } = piece;
  return {
    kind: "favourite",
    asset,
    slug: asset,
    title,
    summary,
    people: people.map((name) => ({ name })),
    durationSeconds,
    at: airing?.start ?? addedAt,
    ...present({ poster }),
  };
}

function airingOf({ id, slug, title, summary, presenters, start, end, art }: Airing): ShelfEntry {
  const people = presenters;
  return {
    kind: "airing",
    airing: id,
    slug,
    title,
    summary,
    people,
    durationSeconds: end - start,
    at: start,
    ...present({ art }),
  };
}
