import type { AiredAs, AsRunSpan, CommittedSecond } from "@nonstop/contract/as-run";
import { present } from "@nonstop/contract/present";
import { comesLive, type RoomRef } from "@nonstop/contract/rundown";

/** The span `last` grown by `second` when it follows on and is alike; else a new span of one second. */
export function mergeSpan(
  last: AsRunSpan | undefined,
  second: CommittedSecond,
): { kind: "grown" | "new"; span: AsRunSpan } {
  if (last !== undefined && last.to === second.second && isAlike(last, second))
    return { kind: "grown", span: { ...last, to: last.to + 1 } };
  const { room, rank, reason, airing, title, role, breakEnd, take } = second;
  const span = { from: second.second, to: second.second + 1, room, rank, reason };
  return { kind: "new", span: { ...span, ...present({ airing, title, role, breakEnd, take }) } };
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

/** Whether two stretches of air are of one row: the same room, airing and take, for the same reason. */
export function isAlike(a: AiredAs, b: AiredAs): boolean {
  return (
    isSameRoom(a.room, b.room) &&
    a.rank === b.rank &&
    a.reason === b.reason &&
    a.airing === b.airing &&
    a.title === b.title &&
    a.role === b.role &&
    a.breakEnd === b.breakEnd &&
    a.take === b.take
  );
}

/** True when two references mean the same room; for a piece, at the same place on the channel. */
export function isSameRoom(a: RoomRef, b: RoomRef): boolean {
  if (comesLive(a)) return comesLive(b) && a.kind === b.kind && a.room === b.room;
  if (a.kind === "asset") return b.kind === "asset" && a.asset === b.asset && a.startSecond === b.startSecond;
  return b.kind === "slate";
}
