import type { Programming } from "@nonstop/contract/programming";
import type { AiredPieces } from "./aired-pieces.ts";
import { isFullHour } from "./full-hours.ts";
import { dayPartsOf, type FillSpan, suitsDayPart } from "./may-air.ts";
import { hasRights } from "../library/rights.ts";
import type { Pool, PoolPiece } from "./pool-piece.ts";

/** A programme beside a gap, as far as its bumpers need it. */
export type Neighbour = { show: string | undefined };
/** A span of a gap with the programmes that it follows, or leads up to, at its very ends. */
export type FramedSpan = FillSpan & { after: Neighbour | undefined; before: Neighbour | undefined };
/** What may stand at the ends of a span. */
export type FramePieces = { idents: PoolPiece[]; bumpersOut: PoolPiece[]; bumpersIn: PoolPiece[] };
/** What does stand there. */
export type Frame = { head: PoolPiece[]; tail: PoolPiece[] };

/** The pieces that may frame a span: idents at a full hour, bumpers after a show and before one. A show's own go before any show's. */
export function framePieces(
  span: FramedSpan,
  o: { pool: Pool; programming: Programming; timezone: string },
): FramePieces {
  const dayParts = dayPartsOf(span, o.programming.dayParts, o.timezone);
  const suits = (piece: PoolPiece): boolean => hasRights(piece, span) && suitsDayPart(piece, dayParts);
  const bumpers = (tag: string, neighbour: Neighbour | undefined): PoolPiece[] => {
    if (neighbour === undefined) return [];
    const own = (o.pool.bumpers.get(`${tag}:${neighbour.show}`) ?? []).filter(suits);
    return own.length > 0 ? own : (o.pool.bumpers.get(tag) ?? []).filter(suits);
  };
  const atTheHour = o.programming.identsAtTheHour && isFullHour(span.start, o.timezone);
  return {
    idents: atTheHour ? o.pool.idents.filter(suits) : [],
    bumpersOut: bumpers("bumper-out", span.after),
    bumpersIn: bumpers("bumper-in", span.before),
  };
}

/** The frames that a span may have, the best first: with all that may frame it and finds room, then without bumpers. */
export function framesOf(
  { idents, bumpersOut, bumpersIn }: FramePieces,
  length: number,
  aired: AiredPieces,
): Frame[] {
  const ident = freshestWithin(idents, length, aired);
  const afterIdent = length - (ident[0]?.durationSeconds ?? 0);
  const tail = freshestWithin(bumpersIn, afterIdent, aired);
  const out = freshestWithin(bumpersOut, afterIdent - (tail[0]?.durationSeconds ?? 0), aired);
  const bare = { head: ident, tail: [] };
  return tail.length + out.length === 0 ? [bare] : [{ head: [...ident, ...out], tail }, bare];
}

function freshestWithin(pieces: readonly PoolPiece[], length: number, aired: AiredPieces): PoolPiece[] {
  return aired.freshestFirst(pieces.filter(({ durationSeconds }) => durationSeconds <= length)).slice(0, 1);
}
