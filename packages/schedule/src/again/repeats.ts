import type { Airing } from "@nonstop/contract/airing";
import { markOf } from "@nonstop/contract/mark";
import type { AiringId, AssetId } from "@nonstop/contract/names";
import { present } from "@nonstop/contract/present";
import type { Second } from "@nonstop/contract/time";

/** The piece that a live airing became. `addedAt`: when it came into the library. */
export type AiredLive = { asset: AssetId; durationSeconds: number; addedAt: Second };

/** What is known of airings that were. */
export type RepeatFacts = {
  /** The pieces that live airings became, by airing. */
  pieces: ReadonlyMap<AiringId, AiredLive>;
  /** Which of the airings that are over were on air at all; one that is not in it may be or become so. */
  aired: ReadonlyMap<AiringId, boolean>;
};

const HOUR_SECONDS = 3600;
/** A piece that comes into the time of its repeat airs so many seconds later: a new rundown is with the playouts by then. */
const NOTICE_SECONDS = 10;

/** So much of an airing's id leaves room in the id of its repeat. */
const MAX_OWN_ID = 54;

/** The id of a repeat: the airing's own and after how many hours. */
export function repeatId(airing: AiringId, hours: number): AiringId {
  const own = airing.length <= MAX_OWN_ID ? airing : `${airing.slice(0, MAX_OWN_ID - 9)}.${markOf(airing)}`;
  return `${own}.again-${hours}`;
}

/** The address of a repeat's page, below that of its airing. */
export function repeatSlug(slug: string, hours: number): string {
  return `${slug}-again-${hours}`;
}

/** Whose repeat has this address, if it is one: the airing's own address, and after how many hours. */
export function repeatOfSlug(slug: string): { slug: string; hours: number } | undefined {
  const [, own, hours] = /^(.+)-again-(\d{1,3})$/.exec(slug) ?? [];
  return own === undefined ? undefined : { slug: own, hours: Number(hours) };
}

/**
 * The repeats of all airings that air again, as airings of their own: a live one as the piece that it became, a recording and a block as
 * they were. What was never on air is not repeated. Without the piece a repeat of a live airing has no asset yet, and plan B or filler has
 * its time; one that comes late airs from then on.
 */
export function repeatsOf(airings: readonly Airing[], facts: RepeatFacts): Airing[] {
  const taken = new Set(airings.map(({ id }) => id));
  return airings.flatMap((airing) => {
    if (airing.kind === "slate" || facts.aired.get(airing.id) === false) return [];
    return (airing.airsAgainAfterHours ?? []).flatMap((hours) => {
      const id = repeatId(airing.id, hours);
      // An entry may be called as a repeat would be.
      return taken.has(id) ? [] : (repeatAfter(airing, { id, hours }, facts) ?? []);
    });
  });
}

function repeatAfter(
  airing: Airing,
  { id, hours }: { id: AiringId; hours: number },
  facts: RepeatFacts,
): Airing | undefined {
  const {
    room: _room,
    limits: _limits,
    airsAgainAfterHours: _hours,
    collection: _collection,
    ...rest
  } = airing;
  const later = hours * HOUR_SECONDS;
  const start = airing.start + later;
  const end = airing.end + later;
  const repeat = { ...rest, id, slug: repeatSlug(airing.slug, hours), start, end, repeatOf: airing.id };
  if (airing.kind === "block")
    return { ...repeat, pieces: airing.pieces?.map((piece) => movedBy(piece, later)) ?? [] };
  if (airing.kind === "recording") return repeat;
  const piece = facts.pieces.get(airing.id);
  if (piece === undefined) return { ...repeat, kind: "recording" };
  const from = piece.addedAt > start ? piece.addedAt + NOTICE_SECONDS : start;
  if (from >= end) return undefined;
  return {
    ...repeat,
    kind: "recording",
    start: from,
    end: from + piece.durationSeconds,
    ...present({ asset: piece.asset }),
  };
}

function movedBy<T extends { start: Second; end: Second }>(piece: T, seconds: number): T {
  return { ...piece, start: piece.start + seconds, end: piece.end + seconds };
}
