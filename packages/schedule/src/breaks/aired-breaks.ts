import type { AsRunSpan } from "@nonstop/contract/as-run";
import type { BreakSpan } from "@nonstop/contract/channel-object";
import { present } from "@nonstop/contract/present";
import type { Second } from "@nonstop/contract/time";

/**
 * The breaks among spans of the as-run, by start; what lies back to back is one. One that reaches `edge`, the first second that is not
 * known yet, is not over. Give spans from long enough before what is asked for: the start of a break is its name.
 */
export function airedBreaks(spans: readonly AsRunSpan[], edge: Second): BreakSpan[] {
  const breaks: BreakSpan[] = [];
  for (const { from, to, role, breakEnd } of spans) {
    if (role !== "break") continue;
    const last = breaks.at(-1);
    if (last?.to === from) breaks[breaks.length - 1] = { ...last, to, isOver: to < edge };
    else breaks.push({ from, to, isOver: to < edge, ...present({ plannedTo: breakEnd }) });
  }
  return breaks;
}
