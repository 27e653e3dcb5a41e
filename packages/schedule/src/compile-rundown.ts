import type { ChannelId } from "@nonstop/contract/names";
import type { Second } from "@nonstop/contract/time";
import type { Airing } from "@nonstop/contract/airing";
import type { AssetLength, Item, Rundown } from "@nonstop/contract/rundown";
import { airingSpans } from "./airing-spans.ts";
import { fillGap } from "./fill-gap.ts";
import type { LibraryPieces } from "./item-of-airing.ts";
import type { LivestreamMargins } from "./livestream-window.ts";
import { joinGaps, planAirings, type Planned } from "./plan-airings.ts";
import { roomWindows } from "./room-windows.ts";
import { BACK_SECONDS, decidedOf, goesOn, withItsPool } from "./what-stays.ts";

/** All seconds are channel seconds. */
export type CompileInput = {
  channel: ChannelId;
  version: number;
  /** The second that runs: what has run, and what runs, stays. */
  now: Second;
  to: Second;
  /** What is on air was decided from this one; undefined when nothing was. */
  inForce: Rundown | undefined;
  airings: readonly Airing[];
  assets: LibraryPieces;
  fillers: readonly AssetLength[];
  upstreamDelaySeconds: number;
  margins: LivestreamMargins;
};
export type CompileAnswer =
  | { kind: "rundown"; rundown: Rundown }
  | { kind: "gaps"; gaps: readonly [Second, Second][] };

/**
 * Compiles airings into a rundown that covers every second from the item that runs at `now` or just before, up to `to`,
 * once. Later starts win over earlier ones, gaps are filled to the second, a live item runs over by the upstream delay into
 * filler only. What the rundown in force has decided stays: see `what-stays.ts`.
 */
export function compileRundown(i: CompileInput): CompileAnswer {
  if (i.to <= i.now) return { kind: "gaps", gaps: [[i.now, i.to]] };
  const airings = i.airings.filter((airing) => airing.channel === i.channel);
  const spans = airingSpans(airings, i.now - BACK_SECONDS, i.to);
  const items = itemsOf(planAirings(spans, i), i)
    .filter(({ start }) => start < i.to)
    .map((item) => ({ ...item, end: Math.min(item.end, i.to) }));
  const from = items[0]?.start ?? i.now;
  const gaps = gapsOf(items, from, i.to);
  if (gaps.length > 0) return { kind: "gaps", gaps };
  const { channel, version, to } = i;
  return {
    kind: "rundown",
    rundown: {
      channel,
      version,
      from,
      to,
      items,
      fillers: [...i.fillers],
      windows: roomWindows(airings, i.margins, { from, to }),
    },
  };
}

// What is decided comes first, then what is planned from its end on.
function itemsOf(plan: readonly Planned[], i: CompileInput): Item[] {
  const { now, inForce, assets, fillers } = i;
  const { past, running, fillerFrom } = decidedOf(inForce, now, assets);
  const planned = joinGaps(plan.map((entry) => (isLateTail(entry, running, now) ? gapOf(entry) : entry)));
  const owner = planned.find((entry) => startOf(entry) <= now && now < endOf(entry));
  const held = running && goesOn(running, owner, i);
  const begun = held ?? (running && running.start < now ? { ...running, end: now } : undefined);
  const decided = begun === undefined ? past : [...past, begun];
  const end = decided.at(-1)?.end;
  const from = end ?? now - BACK_SECONDS;
  const open = joinGaps(
    planned
      .filter((entry) => endOf(entry) > from)
      .map((entry) => (end === undefined ? entry : cutTo(entry, end, held))),
  );
  const after = held?.airing === undefined && held?.room.kind === "asset" ? held.room.asset : undefined;
  const items = open.flatMap((entry) => {
    if (entry.kind === "item") return [entry.item];
    return fillGap({
      ...entry,
      from,
      after: entry.start === held?.end ? after : undefined,
      fillers,
      assets,
      decided: fillerFrom,
    });
  });
  return [...decided.map((item) => withItsPool(item, inForce, fillers)), ...items];
}

// A show that was not on air at its end, for it was published or edited afterwards, has no tail.
function isLateTail(entry: Planned, running: Item | undefined, now: Second): boolean {
  if (entry.kind === "gap" || entry.item.kind !== "filler" || running === undefined) return false;
  return entry.item.start <= now && running.airing !== entry.airing.id;
}

// An airing that takes over in its midst begins there as far as air is concerned. What is left over of a piece that is on
// in another phase is not aired twice.
function cutTo(entry: Planned, from: Second, held: Item | undefined): Planned {
  if (startOf(entry) >= from) return entry;
  if (entry.kind === "gap") return { ...entry, start: from };
  const { item } = entry;
  if (held !== undefined && held.airing === item.airing && isSamePiece(held, item))
    return { kind: "gap", start: from, end: item.end };
  return { ...entry, item: { ...item, id: `${entry.airing.id}@${from}`, start: from } };
}

function isSamePiece({ room: a }: Item, { room: b }: Item): boolean {
  return a.kind === "asset" && b.kind === "asset" && a.asset === b.asset;
}

function gapOf(entry: Planned): Planned {
  return { kind: "gap", start: startOf(entry), end: endOf(entry) };
}

function startOf(entry: Planned): Second {
  return entry.kind === "item" ? entry.item.start : entry.start;
}

function endOf(entry: Planned): Second {
  return entry.kind === "item" ? entry.item.end : entry.end;
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
