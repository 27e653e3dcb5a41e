import type { Airing } from "@nonstop/contract/airing";
import { markOf } from "@nonstop/contract/mark";
import type { AiringId, AssetId } from "@nonstop/contract/names";
import type { Programming } from "@nonstop/contract/programming";
import type { PromoCard } from "@nonstop/contract/promo-card";
import { escapedId } from "@nonstop/contract/room-names";
import type { Second } from "@nonstop/contract/time";
import { firstShown } from "../feeds/first-shown.ts";
import { type LibraryPiece, poolOf, secondsOf } from "../filler/pool-piece.ts";
import { guideOf } from "../guide.ts";
import { cardOf } from "./card-of.ts";

/** So far ahead a programme is promoted: within a week a weekday and a time say which. */
const AHEAD_SECONDS = 48 * 3600;
/** Promos go between films. A pool of less film would show little else. */
const MIN_POOL_SECONDS = 600;
/** As long as an airing's part in a name may be: a name has 63 letters at most. */
const MAX_NAME = 46;

/** A promo that would be true: of an airing to come, under the name that its piece has. */
export type WantedPromo = { asset: AssetId; airing: AiringId; card: PromoCard };

/** What is known when it is asked what may be promoted. */
export type PromoFacts = {
  channel: string;
  /** The station's IANA zone. */
  timezone: string;
  programming: Programming;
  /** All airings that are still known, past ones as well: what was on before is no premiere. */
  airings: readonly Airing[];
  /** The library. `airing`: what a piece is a rerun of. */
  pieces: readonly (LibraryPiece & { airing?: AiringId | undefined })[];
  now: Second;
};

/**
 * The promos that would be true now, in the order in which they are worth making: live shows by start, then films that are on for the
 * first time. What the guide does not show has none, nor have repeats, blocks, and what has begun. The name of a piece tells its
 * airing and its words, so other words are another piece. Pure.
 */
export function wantedPromos({ channel, timezone, airings, pieces, now, ...o }: PromoFacts): WantedPromo[] {
  if (!o.programming.promos || poolSeconds(pieces, o.programming) < MIN_POOL_SECONDS) return [];
  const window = { channel, from: now, to: now + AHEAD_SECONDS };
  const shown = new Map(
    guideOf(airings, window, timezone)
      .entries.filter(({ start, continued }) => start > now && start < window.to && continued === undefined)
      .map(({ airing, start }) => [airing, start]),
  );
  const before = firstShown(airings);
  const library = new Map(pieces.map((piece) => [piece.asset, piece]));
  const isPremiere = ({ id, kind, asset = "" }: Airing): boolean => {
    const piece = library.get(asset);
    return kind === "recording" && piece !== undefined && piece.airing === undefined && !before.has(id);
  };
  return airings
    .filter(({ id, repeatOf }) => repeatOf === undefined && shown.has(id))
    .filter((airing) => airing.kind === "live" || isPremiere(airing))
    .toSorted((a, b) => turnOf(a) - turnOf(b) || a.start - b.start || (a.id < b.id ? -1 : 1))
    .flatMap((airing) => {
      const start = shown.get(airing.id) ?? airing.start;
      const card = cardOf({ ...airing, start }, timezone);
      return card === undefined ? [] : [{ asset: promoName(airing.id, card), airing: airing.id, card }];
    });
}

function turnOf({ kind }: Airing): number {
  return kind === "live" ? 0 : 1;
}

function promoName(airing: AiringId, card: PromoCard): AssetId {
  const name = escapedId(airing);
  return `promo-${name.length <= MAX_NAME ? name : markOf(airing)}-${markOf(JSON.stringify(card))}`;
}

function poolSeconds(pieces: readonly LibraryPiece[], programming: Programming): number {
  return secondsOf(poolOf(pieces, programming).pieces);
}
