import type { AiringPiece } from "@nonstop/contract/airing";
import type { Collection } from "@nonstop/contract/collection";
import type { AiringId } from "@nonstop/contract/names";
import type { Second } from "@nonstop/contract/time";
import { membersOf, type BlockLibrary, type Members } from "./members.ts";
import { nextPiece, turnsOf } from "./next-piece.ts";
import { Place, type AiredPiece } from "./place.ts";

/** Seconds `[start, end)`. */
export type BlockSpan = { start: Second; end: Second };
/** A block, and the spans in which it airs: where other airings have its time left out, by start. */
export type Block = { airing: AiringId; spans: readonly BlockSpan[] };
/** A piece in its place, and the round of its collection. */
export type PlacedPiece = AiringPiece & { round: number };

/** All blocks of one collection. */
export type CollectionInput = {
  collection: Collection;
  library: BlockLibrary;
  blocks: readonly Block[];
  /** What these blocks have begun, by block: it stays. */
  begun: ReadonlyMap<AiringId, readonly PlacedPiece[]>;
  /** What blocks of this collection have begun, each piece with its newest time. */
  aired: readonly AiredPiece[];
  now: Second;
};
/** The pieces of each block by start, and what its collection was made of then. */
export type CollectionPlan = { members: Members; pieces: ReadonlyMap<AiringId, readonly PlacedPiece[]> };

/** What begins at once begins so many seconds from now: a new rundown is with the playouts by then. */
const NOTICE_SECONDS = 10;
/** As much as weeks of blocks need. What is planned beyond it has no pieces yet. */
const MAX_PLANNED = 5_000;

type Open = BlockSpan & { airing: AiringId; longest: number };

/**
 * Plans the pieces of all blocks of a collection: one block goes on where the one before has ended, in the order of time. What has
 * begun stays; all else is planned anew, so the same input gives the same plan, whenever it is asked for. No piece is cut.
 */
export function planCollection(i: CollectionInput): CollectionPlan {
  const members = membersOf(i.collection, i.library);
  const place = new Place(i.aired);
  const turns = turnsOf(i.collection, members.pieces);
  const plan = new Map(i.blocks.map((block) => [block.airing, [...keptPieces(block, i)]]));
  let left = MAX_PLANNED;
  for (const span of openSpans(i.blocks, i.now)) {
    const own = plan.get(span.airing) ?? [];
    let at = Math.max(span.start, ...own.filter(({ start }) => start < span.end).map(({ end }) => end));
    while (at < span.end && left > 0) {
      const next = nextPiece(
        { second: at, end: span.end, longest: span.longest },
        { collection: i.collection, turns, place },
      );
      if (next.kind === "full") break;
      if (next.kind === "wait") {
        at = next.until;
      } else if (at <= i.now) {
        // What would have begun already was planned otherwise then.
        at = i.now + NOTICE_SECONDS;
      } else {
        const { asset, title, durationSeconds } = next.piece;
        const placed = { asset, title, start: at, end: at + durationSeconds, round: next.round };
        own.push(placed);
        place.note(placed);
        at = placed.end;
        left -= 1;
      }
    }
  }
  return { members, pieces: plan };
}

// What began in a span of its block goes on in it, as long as it is by now. It ends with the span: its time was taken meanwhile.
function keptPieces({ airing, spans }: Block, { begun, library }: CollectionInput): PlacedPiece[] {
  return (begun.get(airing) ?? []).flatMap((piece) => {
    const span = spans.find(({ start, end }) => start <= piece.start && piece.start < end);
    if (span === undefined) return [];
    const whole = piece.start + (library.get(piece.asset)?.durationSeconds ?? piece.end - piece.start);
    return [{ ...piece, end: Math.min(span.end, whole) }];
  });
}

function openSpans(blocks: readonly Block[], now: Second): Open[] {
  return blocks
    .flatMap(({ airing, spans }) => {
      const longest = Math.max(0, ...spans.map(({ start, end }) => end - start));
      return spans.map((span) => ({ ...span, airing, longest }));
    })
    .filter(({ end }) => end > now)
    .sort((a, b) => a.start - b.start || (a.airing < b.airing ? -1 : 1));
}
