import type { ChannelId } from "@nonstop/contract/names";
import type { Second } from "@nonstop/contract/time";
import type { Airing } from "@nonstop/contract/airing";
import type { AssetLength, Item, Rundown } from "@nonstop/contract/rundown";
import { airingSpans, type AiringSpan } from "./airing-spans.ts";
import { fillGap } from "./fill-gap.ts";
import { rotationStart } from "./filler-rotation.ts";
import { itemOfAiring, type LibraryPieces } from "./item-of-airing.ts";
import type { LivestreamMargins } from "./livestream-window.ts";
import { roomWindows } from "./room-windows.ts";

/** All seconds are channel seconds. Give the airings of a day before `from` too: what fills a gap starts at its start. */
export type CompileInput = {
  channel: ChannelId;
  version: number;
  from: Second;
  to: Second;
  airings: readonly Airing[];
  assets: LibraryPieces;
  fillers: readonly AssetLength[];
  upstreamDelaySeconds: number;
  margins: LivestreamMargins;
};
export type CompileAnswer =
  | { kind: "rundown"; rundown: Rundown }
  | { kind: "gaps"; gaps: readonly [Second, Second][] };

type Planned = { kind: "item"; item: Item; airing: Airing } | { kind: "gap"; start: Second; end: Second };

/**
 * Compiles airings into a rundown that covers every second of `[from, to)` once. Later starts win over earlier ones, gaps
 * are filled to the second, a live item runs over by the upstream delay into filler only.
 */
export function compileRundown(i: CompileInput): CompileAnswer {
  if (i.to <= i.from) return { kind: "gaps", gaps: [[i.from, i.to]] };
  const airings = i.airings.filter((airing) => airing.channel === i.channel);
  const spans = airingSpans(airings, rotationStart(i.from), i.to);
  const items: Item[] = [];
  for (const planned of overRun(plan(spans, i.assets), i.upstreamDelaySeconds)) {
    if (planned.kind === "item") items.push(planned.item);
    else items.push(...fillGap({ ...i, start: planned.start, end: planned.end }));
  }
  const clipped = items.flatMap((item) => clip(item, i.from, i.to));
  const gaps = gapsOf(clipped, i.from, i.to);
  if (gaps.length > 0) return { kind: "gaps", gaps };
  const { channel, version, from, to } = i;
  return {
    kind: "rundown",
    rundown: {
      channel,
      version,
      from,
      to,
      items: clipped,
      fillers: [...i.fillers],
      windows: roomWindows(airings, i.margins, i),
    },
  };
}

function plan(spans: readonly AiringSpan[], assets: LibraryPieces): Planned[] {
  const planned: Planned[] = [];
  const gap = (start: Second, end: Second): void => {
    const last = planned.at(-1);
    if (start >= end) return;
    if (last?.kind === "gap") last.end = end;
    else planned.push({ kind: "gap", start, end });
  };
  for (const { airing, start, end } of spans) {
    const item = airing === undefined ? undefined : itemOfAiring({ airing, start, end }, assets);
    if (item !== undefined && airing !== undefined) planned.push({ kind: "item", item, airing });
    gap(item?.end ?? start, end);
  }
  return planned;
}

// The tail is a filler item whose room is the live one: when the room is gone by then, filler airs at once, not slate.
function overRun(planned: readonly Planned[], delaySeconds: number): Planned[] {
  return planned.flatMap((entry, index): Planned[] => {
    const before = planned[index - 1];
    if (entry.kind !== "gap" || before?.kind !== "item" || delaySeconds <= 0) return [entry];
    const { item, airing } = before;
    if (item.kind !== "live" || item.end !== airing.end) return [entry];
    const end = Math.min(entry.end, entry.start + Math.ceil(delaySeconds));
    const { planB: _planB, ...rest } = item;
    const tail: Item = {
      ...rest,
      id: `${airing.id}@${entry.start}`,
      kind: "filler",
      start: entry.start,
      end,
    };
    const left: Planned[] = end < entry.end ? [{ kind: "gap", start: end, end: entry.end }] : [];
    return [{ kind: "item", item: tail, airing }, ...left];
  });
}

function clip(item: Item, from: Second, to: Second): Item[] {
  if (item.end <= from || item.start >= to) return [];
  return [{ ...item, start: Math.max(item.start, from), end: Math.min(item.end, to) }];
}

// The proof that travels with every compile: an uncovered second is an error value, never a hole on air.
function gapsOf(items: readonly Item[], from: Second, to: Second): [Second, Second][] {
  const gaps: [Second, Second][] = [];
  let at = from;
  for (const item of items) {
    if (item.start !== at) gaps.push([Math.min(at, item.start), Math.max(at, item.start)]);
    at = item.end;
  }
  if (at !== to) gaps.push([at, to]);
  return gaps;
}
