import type { Second } from "@nonstop/contract/time";
import type { Airing } from "@nonstop/contract/airing";

type Timed = { id: string; start: Second; end: Second };
/** A run of seconds `[start, end)` that belongs to one airing, or to none. */
export type AiringSpan<T extends Timed = Airing> = { start: Second; end: Second; airing: T | undefined };

/**
 * Who owns which seconds: the airing that started last, and among those that start together the one whose id sorts last.
 * What it covers comes back when it ends. Spans are whole (not clipped to any window) and cover from `from` or the first
 * airing's start, whichever is earlier, to `to` or the last end, without a hole.
 */
export function airingSpans<T extends Timed>(
  airings: readonly T[],
  from: Second,
  to: Second,
): AiringSpan<T>[] {
  const inOrder = airings.filter((airing) => airing.end > airing.start).sort(byStartThenId);
  const edges = new Set([from, to]);
  for (const airing of inOrder) edges.add(airing.start).add(airing.end);
  const sorted = [...edges].sort((a, b) => a - b);
  const spans: AiringSpan<T>[] = [];
  for (const [index, start] of sorted.entries()) {
    const end = sorted[index + 1];
    if (end === undefined) break;
    const airing = inOrder.findLast((candidate) => candidate.start <= start && candidate.end > start);
    const last = spans.at(-1);
    if (last !== undefined && last.airing === airing) last.end = end;
    else spans.push({ start, end, airing });
  }
  return spans;
}

function byStartThenId(a: Timed, b: Timed): number {
  if (a.start !== b.start) return a.start - b.start;
  return a.id < b.id ? -1 : 1;
}
