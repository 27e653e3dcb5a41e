import type { GuideEntry } from "@nonstop/contract/guide";
import type { AiringId } from "@nonstop/contract/names";
import type { Second } from "@nonstop/contract/time";

/** The entry of an airing at a second: of one that goes on after another airing, the part that began last. */
export function entryOf(
  entries: readonly GuideEntry[],
  airing: AiringId | undefined,
  second: Second,
): GuideEntry | undefined {
  if (airing === undefined) return undefined;
  const own = entries.filter((entry) => entry.airing === airing);
  return own.findLast(({ start }) => start <= second) ?? own[0];
}
