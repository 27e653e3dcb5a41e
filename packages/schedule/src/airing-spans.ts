import type { Second } from "@nonstop/contract/time";
import type { Airing } from "@nonstop/contract/airing";

/** What the overlap rule looks at. `repeatOf`: nobody planned it at that time, so it gives way to all that somebody did. */
export type Timed = { id: string; start: Second; end: Second; repeatOf?: string | undefined };
/** A run of seconds `[start, end)` that belongs to one airing, or to none. */
export type AiringSpan<T extends Timed = Airing> = { start: Second; end: Second; airing: T | undefined };

/**
 * Who owns which seconds: the airing that started last. Of those that start together, the one that ends first, so that both
 * air; of those that also end together, the one whose id sorts last. A repeat owns what no other airing does. What an airing covers
 * comes back when it ends. Spans are whole (not clipped to any window) and cover from `from` or the first airing's start, whichever is earlier, to `to` or the
 * last end, without a hole.
 */
export function airingSpans<T extends Timed>(
  airings: readonly T[],
  from: Second,
  to: Second,
): AiringSpan<T>[] {
  const waiting = airings.filter((airing) => airing.end > airing.start).sort(weakestFirst);
  const edges = new Set([from, to]);
  for (const airing of waiting) edges.add(airing.start).add(airing.end);
  const sorted = [...edges].sort((a, b) => a - b);
  /** Those that have started, the strongest last. One that has ended is dropped when it comes to the top. */
  const started: T[] = [];
  const repeats: T[] = [];
  let next = 0;
  const spans: AiringSpan<T>[] = [];
  for (const [index, start] of sorted.entries()) {
    const end = sorted[index + 1];
    if (end === undefined) break;
    for (let airing = waiting[next]; airing?.start === start; airing = waiting[next]) {
      (airing.repeatOf === undefined ? started : repeats).push(airing);
      next += 1;
    }
    for (const stack of [started, repeats]) while ((stack.at(-1)?.end ?? Infinity) <= start) stack.pop();
    const airing = started.at(-1) ?? repeats.at(-1);
    const last = spans.at(-1);
    if (last !== undefined && last.airing === airing) last.end = end;
    else spans.push({ start, end, airing });
  }
  return spans;
}

function weakestFirst(a: Timed, b: Timed): number {
  if (a.start !== b.start) return a.start - b.start;
  if (a.end !== b.end) return b.end - a.end;
  return a.id < b.id ? -1 : 1;
}
