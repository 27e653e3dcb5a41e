import type { BreakSpan, SecondRange } from "@nonstop/contract/channel-object";
import { airedBreaks } from "@nonstop/schedule/breaks/aired-breaks";
import { readAsRun } from "./as-run-store.ts";

/** No break is longer, so that where it began is found. */
const MAX_BREAK_SECONDS = 1800;

/** The breaks that touch `[range.from, range.to)`, by start. `edge` is the first second that is not known yet. */
export function breaksOf(sql: SqlStorage, range: SecondRange, edge: number): BreakSpan[] {
  const from = range.from - MAX_BREAK_SECONDS;
  const spans = readAsRun(sql, { from, to: range.to }, Number.MAX_SAFE_INTEGER);
  return airedBreaks(spans, edge).filter((each) => each.to > range.from && each.from < range.to);
}
