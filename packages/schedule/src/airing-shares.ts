import type { Second } from "@nonstop/contract/time";
import { airingSpans, type Timed } from "./airing-spans.ts";

/** How an airing's time is shared out: the spans `[start, end)` in which it airs, and those that another has. By start. */
export type Share<T extends Timed> = {
  airs: { start: Second; end: Second }[];
  lost: { start: Second; end: Second; to: T }[];
};

/** The share of every airing that has a length, by id. Give all airings that may overlap: what is missing takes nothing. */
export function airingShares<T extends Timed>(airings: readonly T[]): ReadonlyMap<string, Share<T>> {
  const inOrder = airings.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start);
  const shares = new Map(inOrder.map(({ id }): [string, Share<T>] => [id, { airs: [], lost: [] }]));
  const first = inOrder[0]?.start ?? 0;
  /** Those that have started and not ended. */
  let running: T[] = [];
  let next = 0;
  for (const { start, end, airing: owner } of airingSpans(inOrder, first, first)) {
    for (let airing = inOrder[next]; airing !== undefined && airing.start < end; airing = inOrder[next]) {
      running.push(airing);
      next += 1;
    }
    for (const airing of running) {
      const span = { start: Math.max(start, airing.start), end: Math.min(end, airing.end) };
      if (span.end <= span.start) continue;
      if (airing === owner) shares.get(airing.id)?.airs.push(span);
      else if (owner !== undefined) shares.get(airing.id)?.lost.push({ ...span, to: owner });
    }
    running = running.filter((airing) => airing.end > end);
  }
  return shares;
}
