import type { Item, Override, Rundown } from "@nonstop/contract/rundown";

const BEHIND_ITEMS = 2;
const AHEAD_ITEMS = 40;

/** The item of a second; undefined outside the rundown. */
function itemAt(rundown: Rundown | undefined, second: number): Item | undefined {
  return rundown?.items.find((item) => item.start <= second && second < item.end);
}

/** What an operator sees of the rundown: a little of the past, and what comes. */
export function itemsAround(rundown: Rundown | undefined, second: number): Item[] {
  if (rundown === undefined) return [];
  const at = rundown.items.findIndex((item) => item.end > second);
  if (at === -1) return [];
  return rundown.items.slice(Math.max(0, at - BEHIND_ITEMS), at + AHEAD_ITEMS);
}

/** The take in force at a second: the newest. */
export function overrideAt(overrides: readonly Override[], second: number): Override | undefined {
  return overrides.findLast(
    (override) => override.from <= second && (override.to === undefined || second < override.to),
  );
}

/** When the picture will next change by plan, and to what. A take without an end holds until released. */
export function nextChange(
  rundown: Rundown | undefined,
  overrides: readonly Override[],
  second: number,
): { kind: "at"; second: number; title: string } | { kind: "held" } | { kind: "unknown" } {
  const override = overrideAt(overrides, second);
  if (override !== undefined && override.to === undefined) return { kind: "held" };
  const at = override?.to ?? itemAt(rundown, second)?.end;
  const next = at === undefined ? undefined : itemAt(rundown, at);
  if (at === undefined) return { kind: "unknown" };
  return { kind: "at", second: at, title: next?.title ?? "the end of the rundown" };
}
