import type { Guide, GuideEntry, OnNow } from "@nonstop/contract/guide";

/** What the picture shows: a programme of the guide, or what airs between programmes. Unix seconds `[start, end)`. */
export type OnScreen = OnNow;

const KEEP_SECONDS = 600;

/**
 * Adds an answer of `/now` to the recent ones. A newer answer replaces what older ones said about its span. We keep what
 * has just ended, because the picture is some seconds behind the clock.
 */
export function rememberNow(history: readonly OnNow[], now: OnNow): OnNow[] {
  const trimmed = history
    .map((span) => (span.start < now.start ? { ...span, end: Math.min(span.end, now.start) } : span))
    .filter((span) => span.start < now.start && span.end > span.start && span.end > now.start - KEEP_SECONDS);
  return [...trimmed, now];
}

/** The guide's entry at a second. Of overlapping entries the later start wins, as in the rundown. */
function entryAt(entries: readonly GuideEntry[], second: number): GuideEntry | undefined {
  return entries.findLast((entry) => entry.start <= second && second < entry.end);
}

/** The first `count` entries that start after a second. */
export function entriesAfter(entries: readonly GuideEntry[], second: number, count: number): GuideEntry[] {
  return entries.filter((entry) => entry.start > second).slice(0, count);
}

/**
 * What is on in the second of the picture. `/now` comes first, because it follows the rundown. The guide comes next, then
 * the gap between two programmes. Undefined when nothing is known about that second.
 */
export function onScreenAt(
  history: readonly OnNow[],
  guide: Guide | undefined,
  second: number,
): OnScreen | undefined {
  const told = history.findLast((span) => span.start <= second && second < span.end);
  if (told !== undefined) return told;
  if (guide === undefined || second < guide.from || second >= guide.to) return undefined;
  const entry = entryAt(guide.entries, second);
  if (entry !== undefined)
    return { kind: entry.kind, title: entry.title, start: entry.start, end: entry.end, entry };
  const before = guide.entries.findLast((candidate) => candidate.end <= second);
  const after = guide.entries.find((candidate) => candidate.start > second);
  return {
    kind: "filler",
    title: "Between programmes",
    start: before?.end ?? guide.from,
    end: after?.start ?? guide.to,
  };
}
