import type { AsRunSpan, CommittedSecond } from "@nonstop/contract/as-run";
import type { Second } from "@nonstop/contract/time";
import { mergeSpan } from "@nonstop/schedule/as-run";

const KEEP_SPANS = 200;

/**
 * Adds a committed second to the as-run. A second like the last span extends it, any other starts a new span. A second
 * that the as-run already covers changes nothing.
 */
export function addSecond(spans: readonly AsRunSpan[], second: CommittedSecond): AsRunSpan[] {
  const last = spans.at(-1);
  if (last !== undefined && second.second < last.to) return [...spans];
  const { kind, span } = mergeSpan(last, second);
  return [...(kind === "grown" ? spans.slice(0, -1) : spans), span].slice(-KEEP_SPANS);
}

/** The span of the as-run that holds a second; undefined when the as-run does not reach it. */
export function spanAt(spans: readonly AsRunSpan[], second: Second): AsRunSpan | undefined {
  return spans.findLast((span) => span.from <= second && second < span.to);
}
