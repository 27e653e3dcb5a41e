import type { AiringId, AssetId } from "@nonstop/contract/names";
import type { Second } from "@nonstop/contract/time";
import type { CompileInput } from "../compile-rundown.ts";
import type { PoolItem } from "../filler/filler-items.ts";
import { dayPartsOf, type FillSpan, isPromoDue, suitsDayPart } from "../filler/may-air.ts";
import { hasRights } from "../library/rights.ts";
import { type Pool, poolOf, type PoolPiece } from "../filler/pool-piece.ts";
import { meetsHours } from "../filler/span-ends.ts";
import type { Gap } from "./faults-of-week.ts";

/** When each piece was last on before an item, and before the span in which the item was chosen. */
export type AiredBy = {
  itemStart: ReadonlyMap<AssetId, Second>;
  spanStart: ReadonlyMap<AssetId, Second>;
};

/** Where hours need not be met, spans are not seen in the outcome: pieces for so many seconds are more than any span. */
const MORE_THAN_A_SPAN = 5 * 3600;

/** No ident and bumpers are longer together. */
const MAX_FRAME_SECONDS = 60;

/** What is known of a week before its items are looked at. */
export type WeekFacts = {
  input: CompileInput;
  pool: Pool;
  pieces: ReadonlyMap<AssetId, PoolPiece>;
  starts: ReadonlyMap<AiringId, Second>;
  mustMeet: boolean;
  /** How long the pieces of the pool are together. */
  poolSeconds: number;
};

export function weekFacts(input: CompileInput): WeekFacts {
  const { library, programming } = input.filling;
  const pool = poolOf(library, programming);
  const all = [...pool.pieces, ...pool.promos, ...pool.idents, ...[...pool.bumpers.values()].flat()];
  return {
    input,
    pool,
    pieces: new Map(all.map((piece) => [piece.asset, piece])),
    starts: new Map(input.airings.map(({ id, start }) => [id.toLowerCase(), start])),
    mustMeet: meetsHours(pool, programming.identsAtTheHour),
    poolSeconds: [...pool.pieces, ...pool.promos].reduce(
      (sum, { durationSeconds }) => sum + durationSeconds,
      0,
    ),
  };
}

/** What is wrong with one filler item. `span`: the time it was chosen for, which is known where each hour `mustMeet` an ident. */
export function pieceFaults(
  facts: WeekFacts,
  o: { item: PoolItem; span: FillSpan; gap: Gap; aired: AiredBy },
): string[] {
  const { input, pool, pieces, starts, mustMeet } = facts;
  const { item, span, gap, aired } = o;
  const { programming, timezone } = input.filling;
  const piece = pieces.get(item.room.asset);
  if (piece === undefined) return [`${item.id} is of no pool`];
  const faults: string[] = [];
  if (!hasRights(piece, item)) faults.push(`${item.id} airs without its rights`);
  if (!isPromoDue(piece, item, starts)) faults.push(`${item.id} promotes what has begun`);
  if (item.role === "ident" || item.role === "bumper" || span.end >= input.to) return faults;

  const restSeconds = programming.repeatHours * 3600;
  const rested = item.start - (aired.itemStart.get(piece.asset) ?? -Infinity);
  const isCut = item.end - item.start < piece.durationSeconds;
  const suits =
    piece.dayParts.length === 0 || suitsDayPart(piece, dayPartsOf(item, programming.dayParts, timezone));
  // Where all pieces together are too short for the span, they come again.
  const mayRepeat =
    facts.poolSeconds < (mustMeet ? span.end - span.start - MAX_FRAME_SECONDS : MORE_THAN_A_SPAN);
  if ((rested >= restSeconds || mayRepeat) && !isCut && suits) return faults;

  const next = span.end === gap.end && gap.next?.room.kind === "asset" ? gap.next.room.asset : undefined;
  const through = mustMeet ? span : { start: span.start, end: span.start + MORE_THAN_A_SPAN };
  const partsThrough = dayPartsOf(through, programming.dayParts, timezone);
  const mayAir = (one: PoolPiece): boolean =>
    hasRights(one, through) &&
    suitsDayPart(one, partsThrough) &&
    isPromoDue(one, through, starts) &&
    one.asset !== next;
  const candidates = [...pool.pieces, ...pool.promos].filter(mayAir);
  if (!suits && candidates.length > 0) faults.push(`${item.id} airs in another part of the day`);
  const readyAfter = mustMeet ? restSeconds : restSeconds + MORE_THAN_A_SPAN;
  const ready = candidates
    .filter(({ asset }) => span.start - (aired.spanStart.get(asset) ?? -Infinity) >= readyAfter)
    .map(({ durationSeconds }) => durationSeconds);
  const length = span.end - span.start - framedSeconds(gap, span);
  const together = ready.reduce((sum, seconds) => sum + seconds, 0);
  if (rested < restSeconds && together >= (mustMeet ? length : MORE_THAN_A_SPAN))
    faults.push(`${item.id} comes again after ${rested} s`);
  const isLast = gap.items.every(({ start, role }) => start < item.end || role === "bumper");
  if (isCut && !mustMeet && !isLast) faults.push(`${item.id} is cut in the middle of a gap`);
  if (isCut && mustMeet && canMake(ready, length)) faults.push(`${item.id} is cut, and there was a way`);
  return faults;
}

function framedSeconds({ items }: Gap, { start, end }: FillSpan): number {
  return items
    .filter((item) => start <= item.start && item.start < end)
    .filter(({ role }) => role === "ident" || role === "bumper")
    .reduce((sum, item) => sum + item.end - item.start, 0);
}

function canMake(lengths: readonly number[], total: number): boolean {
  const made = new Uint8Array(total + 1);
  made[0] = 1;
  for (const length of lengths)
    for (let sum = total; sum >= length; sum -= 1) if (made[sum - length] === 1) made[sum] = 1;
  return made[total] === 1;
}
