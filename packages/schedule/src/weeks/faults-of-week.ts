import type { AssetId } from "@nonstop/contract/names";
import type { Item, Rundown } from "@nonstop/contract/rundown";
import type { Second } from "@nonstop/contract/time";
import type { CompileInput } from "../compile-rundown.ts";
import { isPoolItem } from "../filler/filler-items.ts";
import { hasRights } from "../library/rights.ts";
import { wallTime } from "../wall-time.ts";
import { pieceFaults, weekFacts, type WeekFacts } from "./piece-faults.ts";

/** The time between two programmes, with its items. */
export type Gap = { start: Second; end: Second; items: Item[]; next: Item | undefined };

/** What is wrong with a week as it was compiled, in words: nothing, unless the filling is. It is judged item by item, whatever made it. */
export function faultsOfWeek(input: CompileInput, { items }: Rundown): string[] {
  return [...coverageFaults(input, items), ...airingFaults(input, items), ...fillerFaults(input, items)];
}

function coverageFaults({ now, to }: CompileInput, items: readonly Item[]): string[] {
  const faults = items.flatMap((item, index) => {
    const next = items[index + 1]?.start ?? to;
    return item.end === next && item.end > item.start ? [] : [`${item.id} is not followed at once`];
  });
  return (items[0]?.start ?? to) <= now ? faults : [...faults, "the first second is not covered"];
}

function airingFaults({ airings, assets, now, to }: CompileInput, items: readonly Item[]): string[] {
  const planned = new Set(items.map(({ airing, start, end }) => `${airing} ${start} ${end}`));
  return airings.flatMap(({ id, kind, asset, start, end }) => {
    if (start < now || end > to) return [];
    const piece = assets.get(asset ?? "");
    const length = kind === "recording" ? (piece?.durationSeconds ?? 0) : Infinity;
    const shown = { start, end: Math.min(end, start + length) };
    const isMissing = length === 0 || (piece !== undefined && !hasRights(piece, shown));
    if (isMissing || planned.has(`${id} ${start} ${shown.end}`)) return [];
    return [`${id} was moved`];
  });
}

function fillerFaults(input: CompileInput, items: readonly Item[]): string[] {
  const facts = weekFacts(input);
  const faults: string[] = [];
  const until = new Map(input.filling.aired);
  for (const entry of gapsOf(items)) {
    if ("items" in entry) faults.push(...gapFaults(facts, entry, until));
    else note(until, entry);
  }
  return faults;
}

/** Programmes and the gaps between them, in order. */
function gapsOf(items: readonly Item[]): (Item | Gap)[] {
  const entries: (Item | Gap)[] = [];
  for (const [index, item] of items.entries()) {
    const last = entries.at(-1);
    const next = items[index + 1];
    if (item.airing !== undefined) entries.push(item);
    else if (last !== undefined && "items" in last) {
      last.items.push(item);
      Object.assign(last, { end: item.end, next });
    } else entries.push({ start: item.start, end: item.end, items: [item], next });
  }
  return entries;
}

function gapFaults(facts: WeekFacts, gap: Gap, until: Map<AssetId, Second>): string[] {
  const { pool, mustMeet } = facts;
  const { timezone } = facts.input.filling;
  const isHour = (second: Second): boolean =>
    second % 900 === 0 && wallTime(second, timezone).endsWith(":00");
  const faults: string[] = [];
  let start = gap.start;
  let end = nextOf(start, gap.end, isHour);
  let untilThen: ReadonlyMap<AssetId, Second> = new Map(until);
  for (const item of gap.items) {
    if (isHour(item.start)) {
      [start, end, untilThen] = [item.start, nextOf(item.start, gap.end, isHour), new Map(until)];
      if (mustMeet && item.role !== "ident" && gap.end - start > 15) faults.push(`no ident at ${start}`);
    } else if (mustMeet && item.start > end) faults.push(`no item begins at ${end}`);
    if (isPoolItem(item)) {
      const aired = { itemStart: until, spanStart: mustMeet ? untilThen : until };
      const span = mustMeet ? { start, end } : { start: item.start, end: item.end };
      faults.push(...pieceFaults(facts, { item, span, gap, aired }));
    } else if (pool.pieces.some((piece) => hasRights(piece, { start, end: start + 4 * 3600 })))
      faults.push(`slate at ${item.start} beside a pool`);
    note(until, item);
  }
  return faults;
}

function nextOf(start: Second, gapEnd: Second, isHour: (second: Second) => boolean): Second {
  let end = start - (start % 900) + 900;
  while (end < gapEnd && !isHour(end)) end += 900;
  return Math.min(end, gapEnd);
}

function note(until: Map<AssetId, Second>, { room, end }: Item): void {
  if (room.kind === "asset") until.set(room.asset, end);
}
