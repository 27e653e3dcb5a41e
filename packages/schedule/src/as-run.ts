import type { AsRunSpan, CommittedSecond } from "@nonstop/contract/as-run";
import { comesLive, type RoomRef } from "@nonstop/contract/rundown";

/** The span `last` grown by `second` when it follows on and is alike; else a new span of one second. */
export function mergeSpan(
  last: AsRunSpan | undefined,
  second: CommittedSecond,
): { kind: "grown" | "new"; span: AsRunSpan } {
  if (last !== undefined && last.to === second.second && isAlike(last, second))
    return { kind: "grown", span: { ...last, to: last.to + 1 } };
  const { room, rank, reason, airing, title, take } = second;
  const span: AsRunSpan = { from: second.second, to: second.second + 1, room, rank, reason };
  if (airing !== undefined) span.airing = airing;
  if (title !== undefined) span.title = title;
  if (take !== undefined) span.take = take;
  return { kind: "new", span };
}

/** Committed seconds, in order, as rows of the as-run. A missing second is a hole between rows, not slate. */
export function asRunOf(seconds: readonly CommittedSecond[]): AsRunSpan[] {
  const spans: AsRunSpan[] = [];
  for (const second of seconds) {
    const merged = mergeSpan(spans.at(-1), second);
    if (merged.kind === "grown") spans.pop();
    spans.push(merged.span);
  }
  return spans;
}

function isAlike(span: AsRunSpan, second: CommittedSecond): boolean {
  return (
    isSameRoom(span.room, second.room) &&
    span.rank === second.rank &&
    span.reason === second.reason &&
    span.airing === second.airing &&
    span.title === second.title &&
    span.take === second.take
  );
}

function isSameRoom(a: RoomRef, b: RoomRef): boolean {
  if (comesLive(a)) return comesLive(b) && a.kind === b.kind && a.room === b.room;
  if (a.kind === "asset") return b.kind === "asset" && a.asset === b.asset && a.startSecond === b.startSecond;
  return b.kind === "slate";
}
