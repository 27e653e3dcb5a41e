import type { ChannelId } from "@nonstop/contract/names";
import type { Airing, AiringPiece } from "@nonstop/contract/airing";
import type { Guide, GuideEntry, NowNext, OnNow } from "@nonstop/contract/guide";
import type { AsRunSpan } from "@nonstop/contract/as-run";
import { present } from "@nonstop/contract/present";
import { comesLive, type Item } from "@nonstop/contract/rundown";
import { secondOf, type Second, type EpochMs } from "@nonstop/contract/time";
import { airingShares } from "./airing-shares.ts";
import { type AiredContext, airedSpans } from "./aired-spans.ts";
import { entryOf } from "./entry-of.ts";
import { SLATE_TITLE } from "./filler/filler-items.ts";
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
  const { id, slug, kind, title, summary, presenters, language, timezone, show, art, repeatOf } = airing;
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
    ...present({
      language,
      show,
      art,
      continued: index === 0 ? undefined : (true as const),
      pieces: airing.pieces && piecesIn(airing.pieces, { start, end }),
      repeatOf,
    }),
  }));
}

function piecesIn(
  pieces: readonly AiringPiece[],
  span: { start: Second; end: Second },
): NonNullable<GuideEntry["pieces"]> {
  return pieces
    .filter(({ start }) => span.start <= start && start < span.end)
    .map(({ title, start, end }) => ({ title, start, end: Math.min(end, span.end) }));
}

/**
 * What is on at `nowMs` (epoch ms) by the rundown, what comes then, the coming programmes of the guide, and what the newest
 * seconds were by the as-run, `spans`.
 */
export function nowNext(
  o: { channel: ChannelId; nowMs: EpochMs; spans: readonly AsRunSpan[] } & AiredContext,
): NowNext {
  const { channel, nowMs, rundown, entries } = o;
  const second = secondOf(nowMs);
  const item = rundown === undefined ? undefined : itemAt(rundown, second);
  const now = onNow(item, entries, second);
  const next = entries
    .filter((entry) => entry.start > second && entry !== now.entry)
    .sort(byStart)
    .slice(0, MAX_NEXT);
  const coming = (rundown?.items ?? []).filter(
    (one) => one.start >= (item?.end ?? second) && !isOverRun(one),
  );
  const ahead = coming
    .slice(0, MAX_NEXT)
    .map((one) => ({ ...onNow(one, entries, one.start), start: one.start }));
  const aired = airedSpans(o.spans, o);
  return { channel, nowMs, now, ...present({ standIn: aired.at(-1)?.standIn }), ahead, next, aired };
}

function onNow(item: Item | undefined, entries: readonly GuideEntry[], second: Second): OnNow {
  if (item === undefined) return { kind: "slate", title: SLATE_TITLE, start: second, end: second + 1 };
  const onAir: OnNow = {
    kind: isOverRun(item) ? "live" : item.kind,
    title: item.title,
    ...present({ role: item.role }),
    start: item.start,
    end: item.end,
  };
  const entry = entryOf(entries, item.airing, second);
  if (entry === undefined || entry.kind === "block") return { ...onAir, ...present({ entry }) };
  // An over-running show still began when it began; it ends when its tail does.
  return { ...onAir, start: entry.start, entry };
}

/** The tail of a show that may run over its end. */
function isOverRun({ kind, room }: Item): boolean {
  return kind === "filler" && comesLive(room);
}

function byStart(a: GuideEntry, b: GuideEntry): number {
  if (a.start !== b.start) return a.start - b.start;
  return a.airing < b.airing ? -1 : 1;
}
