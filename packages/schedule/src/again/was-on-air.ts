import type { Airing } from "@nonstop/contract/airing";
import type { AsRunSpan } from "@nonstop/contract/as-run";
import { comesLive } from "@nonstop/contract/rundown";
import { lengthOf } from "../past/second-ranges.ts";
import { showSpans } from "../past/show-spans.ts";

/** What aired for a shorter time broke off: it is not repeated, fills no gap, and is nothing to watch again. */
export const MIN_AIRED_SECONDS = 10;

/** Whether an airing was on air, by the as-run of its time: as it was planned, or its room taken by hand. What stood in for it does not count. */
export function wasOnAir({ id, room }: Pick<Airing, "id" | "room">, spans: readonly AsRunSpan[]): boolean {
  const live = room === undefined ? [] : showSpans(spans, { airing: id, room });
  const recorded = spans.filter(
    (span) =>
      span.airing === id &&
      span.rank === 0 &&
      span.reason !== "take" &&
      span.room.kind !== "slate" &&
      !comesLive(span.room),
  );
  return lengthOf([...live, ...recorded]) >= MIN_AIRED_SECONDS;
}
