import type { Airing, AiringKind } from "@nonstop/contract/airing";
import type { AsRunSpan } from "@nonstop/contract/as-run";
import type { AiringId } from "@nonstop/contract/names";
import type { Second } from "@nonstop/contract/time";

/** A stretch of the week as people see it: a programme, or what stands between two. */
export type Stretch = {
  start: Second;
  end: Second;
  kind: AiringKind | "filler";
  title: string;
  airing?: AiringId;
};

/** An hour of the window, and what airs in it. */
export type HourLine = { start: Second; end: Second; airs: Stretch[] };

const HOUR = 3600;

/** What airs, programme by programme: pieces of filler that follow one another are one stretch. */
export function stretchesOf(spans: readonly AsRunSpan[], airings: ReadonlyMap<string, Airing>): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { from, to, room, rank, airing: id, reason } of spans) {
    const airing = id === undefined ? undefined : airings.get(id);
    const isProgramme = airing !== undefined && rank < 2 && (reason !== "over-run" || rank === 0);
    const isSlate = room.kind === "slate";
    const kind = isSlate ? "slate" : isProgramme ? airing.kind : "filler";
    const isNamed = isProgramme && (!isSlate || airing.kind === "slate");
    const title = isNamed ? airing.title : isSlate ? "Slate" : "Filler";
    const last = stretches.at(-1);
    if (last !== undefined && last.kind === kind && last.airing === (isNamed ? id : undefined)) last.end = to;
    else stretches.push({ start: from, end: to, kind, title, ...(isNamed ? { airing: airing.id } : {}) });
  }
  return stretches;
}

/** The window hour by hour: whole hours from its start. */
export function hourLines(stretches: readonly Stretch[], window: { from: Second; to: Second }): HourLine[] {
  const lines: HourLine[] = [];
  let next = 0;
  for (let start = window.from; start < window.to; start += HOUR) {
    const end = Math.min(start + HOUR, window.to);
    while ((stretches[next]?.end ?? Infinity) <= start) next += 1;
    const airs: Stretch[] = [];
    for (let i = next; ; i += 1) {
      const stretch = stretches[i];
      if (stretch === undefined || stretch.start >= end) break;
      airs.push({ ...stretch, start: Math.max(stretch.start, start), end: Math.min(stretch.end, end) });
    }
    lines.push({ start, end, airs });
  }
  return lines;
}
