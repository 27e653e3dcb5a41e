import type { AiringId, AssetId } from "@nonstop/contract/names";
import type { Programming } from "@nonstop/contract/programming";
import type { Second } from "@nonstop/contract/time";
import type { AiredPieces } from "./aired-pieces.ts";
import type { Candidates } from "./choose-pieces.ts";
import { dayPartsOf, type FillSpan, isPromoDue, suitsDayPart } from "./may-air.ts";
import { hasRights } from "../library/rights.ts";
import type { Pool, PoolPiece } from "./pool-piece.ts";

/** More of them in a row nobody watches. */
const MAX_PROMOS = 2;
/** Pieces of up to a minute are kept to close the time that longer ones leave. */
const MAX_CLOSER_SECONDS = 60;

/** What is known when a span is filled. */
export type CandidateFacts = {
  pool: Pool;
  programming: Programming;
  timezone: string;
  /** When each airing that is planned begins. */
  starts: ReadonlyMap<AiringId, Second>;
  aired: AiredPieces;
  /** Pieces that were planned in this very span, in their order: they go first. */
  planned: ReadonlySet<AssetId>;
  /** Pieces that are planned soon after it. */
  later: ReadonlySet<AssetId>;
  /** The piece of the programme that comes next. */
  next: AssetId | undefined;
};

/**
 * What a span may be filled with, what should air first before the rest: what was planned in it, two promos at most, and the freshest
 * pieces; those that are short come last, for they close what is left. Pieces of another part of the day, and such as have another
 * role, air only rather than slate. No piece airs without its rights.
 */
export function candidatesFor(span: FillSpan, facts: CandidateFacts): Candidates {
  const { pool, programming, aired, planned, later, next } = facts;
  const dayParts = dayPartsOf(span, programming.dayParts, facts.timezone);
  const promos = pool.promos.filter(
    (promo) => hasRights(promo, span) && isPromoDue(promo, span, facts.starts),
  );
  const ours = [...pool.pieces.filter((piece) => hasRights(piece, span)), ...promos];
  const suiting = ours.filter((piece) => suitsDayPart(piece, dayParts));
  const lent = pool.idents.filter((piece) => piece.filler && hasRights(piece, span));
  const mayAir =
    [suiting.filter(({ asset }) => asset !== next), suiting, ours, lent].find(({ length }) => length > 0) ??
    [];

  const fresh = aired.freshestFirst(mayAir);
  const restSeconds = programming.repeatHours * 3600;
  const restedFor = ({ asset }: PoolPiece): number => aired.restedFor(asset, span.start);
  const rested = fresh.filter((piece) => piece.role === "promo" && restedFor(piece) >= restSeconds);
  const due = soonestFirst(rested, facts.starts).slice(0, MAX_PROMOS);
  const turn = (piece: PoolPiece): number => {
    if (planned.has(piece.asset)) return 0;
    if (due.includes(piece)) return 1;
    return piece.durationSeconds > MAX_CLOSER_SECONDS ? 2 : 3;
  };
  const asPlanned = [...planned];
  const place = ({ asset }: PoolPiece): number => asPlanned.indexOf(asset);
  const pieces = fresh
    .map((piece) => ({ piece, turn: turn(piece), place: place(piece) }))
    .sort((a, b) => a.turn - b.turn || a.place - b.place)
    .map(({ piece }) => piece);
  const isSpared = (piece: PoolPiece): boolean =>
    !planned.has(piece.asset) && (later.has(piece.asset) || (piece.role === "promo" && !due.includes(piece)));
  return {
    pieces,
    spared: new Set(pieces.filter(isSpared)),
    closers:
      mayAir === lent
        ? []
        : pool.idents.filter((ident) => hasRights(ident, span) && suitsDayPart(ident, dayParts)),
    restedFor,
    restSeconds,
  };
}

function soonestFirst(promos: readonly PoolPiece[], starts: ReadonlyMap<AiringId, Second>): PoolPiece[] {
  const soonest = ({ promotes }: PoolPiece): number =>
    Math.min(Infinity, ...promotes.map((airing) => starts.get(airing) ?? Infinity));
  return [...promos].sort((a, b) => {
    const [one, other] = [soonest(a), soonest(b)];
    return one === other ? 0 : one - other;
  });
}
