import type { AiringId, AssetId } from "@nonstop/contract/names";
import type { Programming } from "@nonstop/contract/programming";
import type { Second } from "@nonstop/contract/time";
import type { AiredPieces } from "./aired-pieces.ts";
import type { FramePieces } from "./framing.ts";
import type { PlannedFiller } from "./kept-filler.ts";
import { dayPartsOf, type FillSpan, isPromoDue, suitsDayPart } from "./may-air.ts";
import { hasRights } from "../library/rights.ts";
import type { PoolPiece } from "./pool-piece.ts";

/** What is known when it is asked whether planned filler may stay. */
export type StayFacts = {
  pieces: ReadonlyMap<AssetId, PoolPiece>;
  programming: Programming;
  timezone: string;
  starts: ReadonlyMap<AiringId, Second>;
  aired: AiredPieces;
  /** What frames the span by now. */
  frame: FramePieces;
  /** The piece of the programme that comes next. */
  next: AssetId | undefined;
  /** Nothing has come that it could be chosen from besides: what had to come again before its time has to still. */
  keepsAll: boolean;
};

/**
 * Whether the items of a span may air as they were planned: their pieces are there and may still air, none comes back sooner than was
 * planned, and the ends of the span are framed as they are to be by now.
 */
export function mayStay(items: readonly PlannedFiller[], span: FillSpan, facts: StayFacts): boolean {
  const dayParts = dayPartsOf(span, facts.programming.dayParts, facts.timezone);
  if (!isFramed(items, facts.frame)) return false;
  const seen = new Set<AssetId>();
  return items.every((item) => {
    // That it comes again within the span was planned.
    const isAgain = seen.has(item.room.asset);
    seen.add(item.room.asset);
    return mayAirStill(item, dayParts, facts) && (isAgain ? facts.keepsAll : isRested(item, facts));
  });
}

function mayAirStill(item: PlannedFiller, dayParts: ReadonlySet<string>, facts: StayFacts): boolean {
  const { asset } = item.room;
  const piece = facts.pieces.get(asset);
  if (piece === undefined || piece.role !== item.role || asset === facts.next) return false;
  if (item.end - item.start > piece.durationSeconds) return false;
  if (!hasRights(piece, item) || !suitsDayPart(piece, dayParts)) return false;
  return isPromoDue(piece, item, facts.starts);
}

// What was to come again before its time, for want of others, may come somewhat sooner still: all that follows would move else.
function isRested({ role, room, start, wasUntil = -Infinity }: PlannedFiller, facts: StayFacts): boolean {
  if (role === "ident" || role === "bumper") return true;
  const restSeconds = facts.programming.repeatHours * 3600;
  const rested = facts.aired.restedFor(room.asset, start);
  const planned = start - wasUntil;
  return rested >= restSeconds || (facts.keepsAll && planned < restSeconds && rested >= planned / 2);
}

// What stands at the ends is compared with what may stand there: a show that comes or goes brings or takes its bumpers.
function isFramed(items: readonly PlannedFiller[], { idents, bumpersOut, bumpersIn }: FramePieces): boolean {
  const isOf = (pieces: readonly PoolPiece[], item: PlannedFiller | undefined): boolean =>
    pieces.some(({ asset }) => asset === item?.room.asset);
  const head = idents.length === 0 ? items : items.slice(1);
  if (idents.length > 0 && !isOf(idents, items[0])) return false;
  if (bumpersOut.length > 0 && !isOf(bumpersOut, head[0])) return false;
  if (bumpersIn.length > 0 && !isOf(bumpersIn, items.at(-1))) return false;
  return items.every((item) => item.role !== "bumper" || isOf([...bumpersOut, ...bumpersIn], item));
}
