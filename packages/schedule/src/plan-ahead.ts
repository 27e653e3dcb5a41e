import type { Airing } from "@nonstop/contract/airing";
import type { Collection } from "@nonstop/contract/collection";
import type { Piece } from "@nonstop/contract/library";
import type { AiringId } from "@nonstop/contract/names";
import type { Second } from "@nonstop/contract/time";
import { airingShares, type Share } from "./airing-shares.ts";
import { type AiredLive, repeatsOf } from "./again/repeats.ts";
import type { BlockLibraryPiece, Members } from "./blocks/members.ts";
import type { AiredPiece } from "./blocks/place.ts";
import { hasRights } from "./library/rights.ts";
import { planCollection, type Block, type PlacedPiece } from "./blocks/plan-blocks.ts";

/** What of a piece decides about blocks and repeats. */
export type PlannedPiece = BlockLibraryPiece & Pick<Piece, "airing" | "sourceKind">;

/** What blocks have begun. Nothing else is remembered of them. */
export type BlockMemory = {
  /** The pieces that each block has begun. */
  begun: ReadonlyMap<AiringId, readonly PlacedPiece[]>;
  /** By collection: its pieces that have begun, each with its newest time. */
  aired: ReadonlyMap<string, readonly AiredPiece[]>;
};

export type PlanInput = {
  /** All airings of one channel that may overlap, as the team wants them. */
  airings: readonly Airing[];
  collections: ReadonlyMap<string, Collection>;
  pieces: readonly PlannedPiece[];
  memory: BlockMemory;
  /** Which of the airings that are over were on air at all. */
  aired: ReadonlyMap<AiringId, boolean>;
  now: Second;
};

/** What a block was planned from, and its pieces. Without a collection that is published there are neither. */
export type BlockPlan = { members: Members | undefined; pieces: readonly PlacedPiece[] };

export type AheadPlan = {
  /** The airings with the pieces of blocks, and with the repeats. */
  airings: Airing[];
  shares: ReadonlyMap<AiringId, Share<Airing>>;
  /** Of the blocks that are not over. */
  blocks: ReadonlyMap<AiringId, BlockPlan>;
};

/** What the station plans by itself on the airings that people planned: which pieces a block airs, and what airs again later. */
export function planAhead(i: PlanInput): AheadPlan {
  const blocks = planBlocks(i);
  const planned = i.airings.map((airing) =>
    airing.kind === "block" ? withPieces(airing, blocks, i) : airing,
  );
  const repeats = repeatsOf(planned, { pieces: livePieces(i.pieces), aired: i.aired });
  const shares = airingShares([...planned, ...repeats]);
  const library = new Map(i.pieces.map((piece) => [piece.asset, piece]));
  const whole = repeats.map((repeat) => withWholePieces(repeat, { share: shares.get(repeat.id), library }));
  return { airings: [...planned, ...whole], shares, blocks };
}

function planBlocks({ airings, collections, pieces, memory, now }: PlanInput): Map<AiringId, BlockPlan> {
  const coming = airings.filter(({ kind, end }) => kind === "block" && end > now);
  const plans = new Map<AiringId, BlockPlan>(
    coming.map(({ id }) => [id, { members: undefined, pieces: memory.begun.get(id) ?? [] }]),
  );
  if (coming.length === 0) return plans;
  const shares = airingShares(airings);
  const library = new Map(pieces.map((piece) => [piece.asset, piece]));
  const byCollection = Map.groupBy(coming, ({ collection }) => collection ?? "");
  for (const [id, own] of byCollection) {
    const collection = collections.get(id);
    if (collection === undefined) continue;
    const blocks = own.map((airing): Block => ({
      airing: airing.id,
      spans: shares.get(airing.id)?.airs ?? [],
    }));
    const aired = memory.aired.get(id) ?? [];
    const plan = planCollection({ collection, library, blocks, begun: memory.begun, aired, now });
    for (const [airing, placed] of plan.pieces) plans.set(airing, { members: plan.members, pieces: placed });
  }
  return plans;
}

// Of a block that is over stands what it had begun.
function withPieces(airing: Airing, blocks: ReadonlyMap<AiringId, BlockPlan>, { memory }: PlanInput): Airing {
  const placed = blocks.get(airing.id)?.pieces ?? memory.begun.get(airing.id) ?? [];
  const inside = placed.filter(({ start }) => airing.start <= start && start < airing.end);
  return { ...airing, pieces: inside.map(({ asset, title, start, end }) => ({ asset, title, start, end })) };
}

// A show that aired again on another day has a piece of each: the newest is of what it is now.
function livePieces(pieces: readonly PlannedPiece[]): ReadonlyMap<AiringId, AiredLive> {
  const oldestFirst = [...pieces].sort((a, b) => a.addedAt - b.addedAt);
  return new Map(
    oldestFirst.flatMap((piece): [AiringId, AiredLive][] =>
      piece.airing === undefined || piece.sourceKind === "span" ? [] : [[piece.airing, piece]],
    ),
  );
}

// Where another airing has some of a repeated block's time, the pieces that it would cut are left out. So are those whose rights are over, and
// those that left the library since the block. What was replaced by something shorter ends with that.
function withWholePieces(
  repeat: Airing,
  { share, library }: { share: Share<Airing> | undefined; library: ReadonlyMap<string, PlannedPiece> },
): Airing {
  if (repeat.pieces === undefined) return repeat;
  const airs = share?.airs ?? [];
  const pieces = repeat.pieces.flatMap((piece) => {
    const known = library.get(piece.asset);
    const isWhole = airs.some(({ start, end }) => start <= piece.start && piece.end <= end);
    if (known === undefined || !isWhole || !hasRights(known, piece)) return [];
    return [{ ...piece, end: Math.min(piece.end, piece.start + known.durationSeconds) }];
  });
  return { ...repeat, pieces };
}
