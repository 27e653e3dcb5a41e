import { MediaError } from "./media-error.ts";
import type { Second } from "./units.ts";

/**
 * Where a rendition's media lies from second `from` on, the first of a segment: its addresses begin with `prefix`, and it has
 * an init segment there. A channel has a new place with each change of its house format.
 */
export type MediaPlace = { from: Second; prefix: string };

/** Which of `places`, in order of time, has `second`. What is before the first one lies there too. */
function placeIndexAt(places: readonly MediaPlace[], second: Second): number {
  return Math.max(
    0,
    places.findLastIndex(({ from }) => from <= second),
  );
}

/** The prefix of the addresses of `second`. */
export function prefixAt(places: readonly MediaPlace[], second: Second): string {
  const place = places[placeIndexAt(places, second)];
  if (place === undefined) throw new MediaError("media lies nowhere");
  return place.prefix;
}

/** What goes before the segment that begins at `start`: its init segment, where that is not the one before it any more. */
export function placeLines(places: readonly MediaPlace[], start: Second, isFirst: boolean): string[] {
  const map = `#EXT-X-MAP:URI="${prefixAt(places, start)}init.mp4"`;
  if (isFirst) return [map];
  const isNew = placeIndexAt(places, start) !== placeIndexAt(places, start - 1);
  return isNew ? ["#EXT-X-DISCONTINUITY", map] : [];
}

/** How many discontinuities lie before a playlist that begins at `start`, in its own line; none without any. */
export function discontinuityLines(places: readonly MediaPlace[], start: Second): string[] {
  const before = placeIndexAt(places, start);
  return before === 0 ? [] : [`#EXT-X-DISCONTINUITY-SEQUENCE:${before}`];
}
