import type { Item, Take, Rundown } from "@nonstop/contract/rundown";
import { itemAt, takeAt } from "@nonstop/schedule/item-at";
import { roomTitle, type Titles } from "./words.ts";

const BEHIND_ITEMS = 2;
const AHEAD_ITEMS = 40;

/** The part of the rundown that an operator sees: a little of the past, and what comes. */
export function itemsAround(rundown: Rundown | undefined, second: number): Item[] {
  if (rundown === undefined) return [];
  const at = rundown.items.findIndex((item) => item.end > second);
  if (at === -1) return [];
  return rundown.items.slice(Math.max(0, at - BEHIND_ITEMS), at + AHEAD_ITEMS);
}

/**
 * When the plan next changes the picture, and to what: a take with an end gives way to the take it lies over, else to the
 * rundown. A take without an end holds until it is released. A take that is held in vain, by a room with nothing to show,
 * changes nothing: the rundown airs meanwhile.
 */
export function nextChange(
  rundown: Rundown | undefined,
  takes: readonly Take[],
  at: { second: number; isHeldInVain: boolean; titles: Titles },
): { kind: "at"; second: number; title: string } | { kind: "held" } | { kind: "unknown" } {
  const { second } = at;
  const take = at.isHeldInVain ? undefined : takeAt(takes, second);
  if (take !== undefined && take.to === undefined) return { kind: "held" };
  const itemOf = (at: number): Item | undefined => (rundown === undefined ? undefined : itemAt(rundown, at));
  const change = take?.to ?? itemOf(second)?.end;
  if (change === undefined) return { kind: "unknown" };
  const below = take === undefined ? undefined : takeAt(takes, change);
  if (below !== undefined) return { kind: "at", second: change, title: roomTitle(below.room, at.titles) };
  return { kind: "at", second: change, title: itemOf(change)?.title ?? "the end of the rundown" };
}
