import type { Airing } from "@nonstop/contract/airing";
import type { Item } from "@nonstop/contract/rundown";
import type { Second } from "@nonstop/contract/time";
import type { AiringSpan } from "./airing-spans.ts";
import type { AiringId } from "@nonstop/contract/names";
import { partsOf, type PartRules } from "./breaks/parts-of.ts";
import { itemsOfAiring, type LibraryPieces } from "./item-of-airing.ts";

/** What stands between two programmes, to be filled. */
export type Gap = {
  kind: "gap";
  start: Second;
  end: Second;
  /** It is a break in the piece of this airing. */
  breakOf?: AiringId | undefined;
};
/** An airing's item or a gap, whole, whatever the window. `until`: where the airing's seconds end, which its item may not fill. */
export type Planned = { kind: "item"; item: Item; airing: Airing; until: Second } | Gap;

/** Items of airings and the gaps between them, without a hole. A live item runs over by the upstream delay, into a gap only. */
export function planAirings(
  spans: readonly AiringSpan[],
  o: { assets: LibraryPieces; upstreamDelaySeconds: number } & PartRules,
): Planned[] {
  return overRun(plan(spans, o), o.upstreamDelaySeconds);
}

function plan(spans: readonly AiringSpan[], o: { assets: LibraryPieces } & PartRules): Planned[] {
  const planned = spans.flatMap(({ airing, start, end }): Planned[] => {
    if (airing === undefined) return [{ kind: "gap", start, end }];
    const whole = itemsOfAiring({ airing, start, end }, o.assets);
    const isBlock = airing.pieces !== undefined;
    const items = isBlock ? whole : whole.flatMap((item) => partsOf(item, { airing, end }, o));
    const gaps = [start, ...items.map((item) => item.end)];
    return gaps.flatMap((from, index): Planned[] => {
      const item = items[index];
      const until = items[index + 1]?.start ?? end;
      const isBreak = !isBlock && index > 0 && item !== undefined;
      const breakOf = isBreak ? { breakOf: airing.id } : {};
      const gap: Planned = { kind: "gap", start: from, end: item?.start ?? end, ...breakOf };
      return item === undefined ? [gap] : [gap, { kind: "item", item, airing, until }];
    });
  });
  return joinGaps(planned);
}

/** The same with gaps that touch made one, for fillers run through. */
export function joinGaps(planned: readonly Planned[]): Planned[] {
  const joined: Planned[] = [];
  for (const entry of planned) {
    const last = joined.at(-1);
    if (entry.kind === "item") joined.push(entry);
    else if (last?.kind === "gap")
      joined[joined.length - 1] = { kind: "gap", start: last.start, end: entry.end };
    else if (entry.start < entry.end) joined.push(entry);
  }
  return joined;
}

// The tail is a filler item whose room is the live one: when the room is gone by then, filler airs at once, not slate.
function overRun(planned: readonly Planned[], delaySeconds: number): Planned[] {
  return planned.flatMap((entry, index): Planned[] => {
    const before = planned[index - 1];
    if (entry.kind !== "gap" || before?.kind !== "item" || delaySeconds <= 0) return [entry];
    const { item, airing } = before;
    if (item.kind !== "live" || item.end !== airing.end) return [entry];
    const end = Math.min(entry.end, entry.start + Math.ceil(delaySeconds));
    const { planB: _planB, planBFromPool: _fromPool, ...rest } = item;
    const tail: Item = {
      ...rest,
      id: `${airing.id}@${entry.start}`,
      kind: "filler",
      start: entry.start,
      end,
    };
    const left: Planned[] = end < entry.end ? [{ kind: "gap", start: end, end: entry.end }] : [];
    return [{ kind: "item", item: tail, airing, until: end }, ...left];
  });
}
