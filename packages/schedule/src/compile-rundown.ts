import type { ChannelId } from "@nonstop/contract/names";
import type { Second } from "@nonstop/contract/time";
import type { Airing } from "@nonstop/contract/airing";
import type { Item, Rundown, StandInPiece } from "@nonstop/contract/rundown";
import { airingSpans } from "./airing-spans.ts";
import { breakLengths } from "./breaks/break-lengths.ts";
import { chosenFrom } from "./filler/chosen-from.ts";
import { type Filling, GapFiller } from "./filler/gap-filler.ts";
import { ENDLESS_SECONDS } from "./filler/span-ends.ts";
import { poolOf } from "./filler/pool-piece.ts";
import { standInPool } from "./filler/stand-ins.ts";
import type { LibraryPieces } from "./item-of-airing.ts";
import type { LivestreamMargins } from "./livestream-window.ts";
import { type Gap, joinGaps, planAirings, type Planned } from "./plan-airings.ts";
import { roomWindows } from "./room-windows.ts";
import { BACK_SECONDS, decidedOf, goesOn, sameSlate, withItsPool } from "./what-stays.ts";

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
  /** What the time between programmes is filled with, and by which rules. */
  filling: Filling;
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
  const pool = poolOf(i.filling.library, i.filling.programming);
  const fillers = standInPool(pool, { start: i.now, end: i.to });
  const chosen = chosenFrom(pool, i.filling.programming);
  const filler = new GapFiller({
    ...i.filling,
    seed: i.channel,
    now: i.now,
    to: i.to,
    inForce: i.inForce,
    airings,
    keepsAll: i.inForce?.chosenFrom === chosen,
  });
  // What fills the window's last hour is chosen as if the window went on, so that it stays when it does.
  const spans = airingSpans(airings, i.now - BACK_SECONDS, i.to + ENDLESS_SECONDS);
  const breaks = {
    spacingSeconds: 60 * i.filling.programming.breakSpacingMinutes,
    lengths: breakLengths(pool),
  };
  const items = itemsOf(planAirings(spans, { ...i, breaks }), { ...i, fillers, filler })
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
      fillers,
      chosenFrom: chosen,
      windows: roomWindows(airings, i.margins, { from, to }),
    },
  };
}

// What is decided comes first, then what is planned from its end on.
function itemsOf(
  plan: readonly Planned[],
  i: CompileInput & { fillers: readonly StandInPiece[]; filler: GapFiller },
): Item[] {
  const { now, inForce, assets, fillers, filler } = i;
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
  for (const item of decided) filler.note(item);
  const items: Item[] = [];
  for (const [index, entry] of open.entries()) {
    if (entry.kind === "item") {
      items.push(entry.item);
      filler.note(entry.item);
      continue;
    }
    const noticed = noticedFrom(entry, fillerFrom);
    for (const item of noticed) filler.note(item);
    const before = items.at(-1) ?? decided.at(-1);
    const start = noticed.at(-1)?.end ?? entry.start;
    const next = open[index + 1];
    const after = next?.kind === "item" ? next.item : undefined;
    const filled = filler.itemsFor({ start, end: entry.end, before: noticed.at(-1) ?? before, after });
    // One by one: very short pieces are more than a call may have arguments.
    for (const each of [...noticed, ...filled]) items.push(inBreak(each, entry));
  }
  const slate = held && sameSlate(held, items[0]);
  const stays = slate === undefined ? decided : [...past, slate];
  const follows = slate === undefined ? items : items.slice(1);
  return [...stays.map((item) => withItsPool(item, inForce, fillers)), ...follows];
}

// What was planned for a break may be kept where there is none any more.
function inBreak({ breakOf: _breakOf, breakEnd: _breakEnd, ...item }: Item, { breakOf, end }: Gap): Item {
  return breakOf === undefined ? item : { ...item, breakOf, breakEnd: end };
}

// The fillers at the beginning of a gap that are no longer open.
function noticedFrom(
  { start, end }: { start: Second; end: Second },
  fillerFrom: (second: Second) => Item | undefined,
): Item[] {
  const items: Item[] = [];
  for (let item = fillerFrom(start); item !== undefined; item = fillerFrom(item.end)) {
    if (item.start >= end) break;
    items.push({ ...item, end: Math.min(end, item.end) });
    if (item.end >= end) break;
  }
  return items;
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
