import type { ChannelId } from "@nonstop/contract/names";
import type { Airing } from "@nonstop/contract/airing";
import { present } from "@nonstop/contract/present";
import type { Guide, GuideEntry, NowNext, OnNow } from "@nonstop/contract/guide";
import { comesLive, type Rundown } from "@nonstop/contract/rundown";
import { secondOf, type Second, type EpochMs } from "@nonstop/contract/time";
import { airingShares } from "./airing-shares.ts";
import { SLATE_TITLE } from "./fill-gap.ts";
import { itemAt } from "./item-at.ts";

const MAX_NEXT = 3;

/**
 * The public guide of a window `[from, to)` in channel seconds: what touches it, by start. Give all airings that may overlap those
 * of the window: which of them airs is decided here, by the rule of `airingSpans`.
 */
export function guideOf(
  airings: readonly Airing[],
  window: { channel: ChannelId; from: Second; to: Second },
  stationTimezone: string,
): Guide {
  const ours = airings.filter(({ channel }) => channel === window.channel);
  const shares = airingShares(ours);
  const entries = ours
    .flatMap((airing) => guideEntries(airing, shares.get(airing.id)?.airs ?? []))
    .filter(({ start, end }) => start < window.to && end > window.from)
    .sort(byStart);
  return { channel: window.channel, stationTimezone, from: window.from, to: window.to, entries };
}

// An airing as the public sees it: rooms, assets and plan B left out.
function guideEntries(airing: Airing, airs: readonly { start: Second; end: Second }[]): GuideEntry[] {
  const { id, slug, kind, title, summary, presenters, language, timezone } = airing;
  return airs.map(({ start, end }, index) => ({
    airing: id,
    slug,
    kind,
    title,
    summary,
    presenters,
    start,
    end,
    timezone,
    ...present({ language, continued: index === 0 ? undefined : (true as const) }),
  }));
}

/** What is on at `nowMs` (epoch ms) by the rundown, and the coming programmes of the guide. */
export function nowNext(o: {
  channel: ChannelId;
  rundown: Rundown | undefined;
  entries: readonly GuideEntry[];
  nowMs: EpochMs;
}): NowNext {
  const second = secondOf(o.nowMs);
  const now = onNow(o.rundown, o.entries, second);
  const next = o.entries
    .filter((entry) => entry.start > second && entry !== now.entry)
    .sort(byStart)
    .slice(0, MAX_NEXT);
  return { channel: o.channel, nowMs: o.nowMs, now, next };
}

function onNow(rundown: Rundown | undefined, entries: readonly GuideEntry[], second: Second): OnNow {
  const item = rundown === undefined ? undefined : itemAt(rundown, second);
  if (item === undefined) return { kind: "slate", title: SLATE_TITLE, start: second, end: second + 1 };
  const isOverRun = item.kind === "filler" && comesLive(item.room);
  const onAir: OnNow = {
    kind: isOverRun ? "live" : item.kind,
    title: item.title,
    start: item.start,
    end: item.end,
  };
  const own = entries.filter((candidate) => candidate.airing === item.airing);
  const entry = own.findLast(({ start }) => start <= second) ?? own[0];
  if (entry === undefined) return onAir;
  // An over-running show still began when it began; it ends when its tail does.
  return { ...onAir, start: entry.start, end: Math.max(entry.end, item.end), entry };
}

function byStart(a: GuideEntry, b: GuideEntry): number {
  if (a.start !== b.start) return a.start - b.start;
  return a.airing < b.airing ? -1 : 1;
}
