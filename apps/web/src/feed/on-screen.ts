import { type ItemKind, itemKindOf } from "@nonstop/contract/rundown";
import { entryOf } from "@nonstop/schedule/entry-of";
import type { AiredSpan, Guide, GuideEntry, NowNext, OnNow, StandIn } from "@nonstop/contract/guide";

/** What the picture shows in one second, as far as the page knows. Unix seconds `[start, end)`. */
export type OnScreen = {
  kind: ItemKind;
  title: string;
  start: number;
  /** Absent where nothing says when it ends, as with a take until release. */
  end?: number | undefined;
  /** Present when it is a programme of the guide. */
  entry?: GuideEntry | undefined;
  standIn?: StandIn | undefined;
  /** True when the station has told what aired. False while it is what the plan or the guide says. */
  isTold: boolean;
};

/** What the station has told, oldest first: what aired, and what the rundown had and has. */
export type Told = { aired: readonly AiredSpan[]; plan: readonly OnNow[] };
export const NOTHING_TOLD: Told = { aired: [], plan: [] };

/** The picture may be so far behind the clock without being paused. Seconds. */
const KEEP_SECONDS = 600;
/** A page that is paused for days keeps no more than this of either kind. */
const MAX_KEPT = 400;
/** News of a second may come so long after its picture. What aired last goes on until then. */
const MAX_GUESS_SECONDS = 15;

/**
 * Adds an answer of `/now`. It replaces what older ones said about its seconds, and about the future. What lies before both
 * the last minutes and `shown`, the second of the picture, is forgotten.
 */
export function remember(told: Told, answer: NowNext, shown: number | undefined): Told {
  const now = Math.floor(answer.nowMs / 1000);
  const oldest = Math.min(shown ?? now, now - KEEP_SECONDS);
  return {
    aired: addAired(told.aired, answer.aired)
      .filter(({ to }) => to > oldest)
      .slice(-MAX_KEPT),
    plan: addPlan(told.plan, [answer.now, ...answer.ahead])
      .filter(({ end }) => end > oldest)
      .slice(-MAX_KEPT),
  };
}

function addAired(known: readonly AiredSpan[], news: readonly AiredSpan[]): AiredSpan[] {
  const first = news[0];
  if (first === undefined) return [...known];
  const before = known
    .filter(({ from }) => from < first.from)
    .map((span) => ({ ...span, to: Math.min(span.to, first.from) }));
  return [...before, ...news];
}

function addPlan(known: readonly OnNow[], news: readonly OnNow[]): OnNow[] {
  const first = news[0];
  if (first === undefined) return [...known];
  const before = known
    .filter(({ start }) => start < first.start)
    .map((span) => ({ ...span, end: Math.min(span.end, first.start) }));
  return [...before, ...news];
}

/** The guide's entry at a second. Of overlapping entries the later start wins, as in the rundown. */
function entryAt(entries: readonly GuideEntry[], second: number): GuideEntry | undefined {
  return entries.findLast((entry) => entry.start <= second && second < entry.end);
}

/**
 * What is on in the second of the picture: what aired, as the station told. A second of which nothing was told yet goes on as
 * the one before while the plan has the same there. Then comes the plan, then the guide, then the gap between two programmes.
 * Undefined when nothing is known about that second.
 */
export function onScreenAt(told: Told, guide: Guide | undefined, second: number): OnScreen | undefined {
  const span = airedAt(told, second);
  if (span !== undefined) return screenOf(span, told, guide);
  const planned = planAt(told, second);
  if (planned !== undefined) return { ...planned, isTold: false };
  if (guide === undefined || second < guide.from || second >= guide.to) return undefined;
  const entry = entryAt(guide.entries, second);
  if (entry !== undefined) {
    const { title, start, end } = entry.pieces?.find((piece) => isOn(piece, second)) ?? entry;
    return { kind: itemKindOf(entry.kind), title, start, end, entry, isTold: false };
  }
  const before = guide.entries.findLast((candidate) => candidate.end <= second);
  const after = guide.entries.find((candidate) => candidate.start > second);
  return {
    kind: "filler",
    title: "Between programmes",
    start: before?.end ?? guide.from,
    end: after?.start ?? guide.to,
    isTold: false,
  };
}

function isOn({ start, end }: { start: number; end: number }, second: number): boolean {
  return start <= second && second < end;
}

function airedAt(told: Told, second: number): AiredSpan | undefined {
  const span = told.aired.findLast(({ from, to }) => from <= second && second < to);
  if (span !== undefined) return span;
  const last = told.aired.at(-1);
  if (last === undefined || second < last.to || second >= last.to + MAX_GUESS_SECONDS) return undefined;
  if (last.end !== undefined && second >= last.end) return undefined;
  const isByHand = last.standIn?.reason === "take";
  return isByHand || planAt(told, second) === planAt(told, last.to - 1) ? last : undefined;
}

function planAt({ plan }: Told, second: number): OnNow | undefined {
  return plan.findLast(({ start, end }) => start <= second && second < end);
}

function screenOf(span: AiredSpan, told: Told, guide: Guide | undefined): OnScreen {
  const { from, to: _to, airing, start = from, ...words } = span;
  const known = [...(guide?.entries ?? []), ...told.plan.flatMap(({ entry }) => entry ?? [])];
  const entry = entryOf(known, airing, from);
  return { ...words, start, entry, isTold: true };
}

/** Whether a programme is what aired last. Undefined where the station has told nothing of the last seconds. */
export function isAiring({ aired }: Told, airing: string, second: number): boolean | undefined {
  const last = aired.at(-1);
  return last === undefined || last.to + MAX_GUESS_SECONDS <= second ? undefined : last.airing === airing;
}

/** What comes next: from when, and what. `slug` leads to its page if it is a programme. */
export type Next = { start: number; title: string; slug?: string; language?: string | undefined };

/**
 * What comes after a second by the plan, the filler between programmes included, or by the guide where the plan ends. The slate
 * is not worth waiting for. Undefined when nothing is announced, and while a take covers it.
 */
export function nextAfter(
  told: Told,
  entries: readonly GuideEntry[],
  at: { second: number; shown: OnScreen | undefined },
): Next | undefined {
  const { shown } = at;
  const from = Math.max(at.second, shown?.start ?? 0);
  const planned = told.plan.find(({ start, kind }) => start > from && kind !== "slate");
  const planEnd = told.plan.at(-1)?.end ?? 0;
  const entry = entries.find(({ start }) => start > from && start >= planEnd);
  const next = planned === undefined ? entry && nextOf(entry, entry) : nextOf(planned, planned.entry);
  if (next === undefined || shown?.standIn?.reason !== "take") return next;
  return shown.end !== undefined && next.start >= shown.end ? next : undefined;
}

function nextOf({ start, title }: Pick<OnNow, "start" | "title">, entry: GuideEntry | undefined): Next {
  return entry === undefined
    ? { start, title }
    : { start, title, slug: entry.slug, language: entry.language };
}
