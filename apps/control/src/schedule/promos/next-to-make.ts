import type { WantedPromo } from "@nonstop/schedule/promos/wanted-promos";
import type { Promo } from "./promo.ts";

/** So many promos stand in the library at one time. */
const MAX_PROMOS = 8;

/**
 * The promo to make now: the first wanted one that nobody has begun, unless another is on its way. One at a time, so that what people
 * send to ingest waits for one at most. What was made stays while it is true, also when others would go first by now. Pure.
 */
export function nextToMake(
  wanted: readonly WantedPromo[],
  begun: readonly Promo[],
  isLeaving: (asset: string) => boolean,
): WantedPromo | undefined {
  const standing = begun.filter(({ goneMs }) => goneMs === undefined);
  const isBusy = standing.some(({ isMade, problem }) => !isMade && problem === undefined);
  if (isBusy || standing.length >= MAX_PROMOS) return undefined;
  const known = new Set(begun.map(({ asset }) => asset));
  return wanted.find(({ asset }) => !known.has(asset) && !isLeaving(asset));
}
