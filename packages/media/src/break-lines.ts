import { spliceInformation } from "./splice-information.ts";
import type { Second } from "./units.ts";

/** A break in a programme, `[from, to)` as far as it has aired; `plannedTo`: the second in which it was to end, where that was planned. */
export type Break = { from: Second; to: Second; plannedTo?: Second; isOver: boolean };

/**
 * The EXT-X-DATERANGE tags of the breaks that begin or end in `[from, to)`: one with SCTE35-OUT where a break begins, one of the same
 * ID with SCTE35-IN where it has ended. RFC 8216bis, 4.4.5.1 and 4.4.5.1.1.
 */
export function breakLines(breaks: readonly Break[], span: { from: Second; to: Second }): string[] {
  const isIn = (second: Second): boolean => span.from <= second && second < span.to;
  return breaks.flatMap((each) => [
    ...(isIn(each.from) ? [outLine(each)] : []),
    ...(each.isOver && isIn(each.to) ? [inLine(each)] : []),
  ]);
}

// What a tag says never changes, so how a break is planned stands in the first and how long it was in the second.
function outLine({ from, plannedTo, ...each }: Break): string {
  const planned = plannedTo === undefined ? "" : `,PLANNED-DURATION=${plannedTo - from}`;
  return `${nameOf({ from, ...each })}${planned},SCTE35-OUT=${spliceInformation("out", { from, to: plannedTo })}`;
}

function inLine(each: Break): string {
  return `${nameOf(each)},DURATION=${each.to - each.from},SCTE35-IN=${spliceInformation("in", each)}`;
}

function nameOf({ from }: Break): string {
  return `#EXT-X-DATERANGE:ID="break-${from}",START-DATE="${new Date(from * 1000).toISOString()}"`;
}
