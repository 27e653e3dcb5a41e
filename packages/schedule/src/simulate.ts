import type { Second } from "@nonstop/contract/time";
import type { AiredAs, AsRunSpan } from "@nonstop/contract/as-run";
import { present } from "@nonstop/contract/present";
import { isAlike } from "./as-run.ts";
import { breakEndOf, decide, type DecideInput, roleOf } from "./decide.ts";

/** The as-run that `[from, to)` would leave if the best room of each second aired: a week in seconds. */
export function simulate(i: DecideInput, from: Second, to: Second): AsRunSpan[] {
  const spans: AsRunSpan[] = [];
  let last: AsRunSpan | undefined;
  for (let second = from; second < to; second += 1) {
    const { best } = decide(i, second);
    const { room, rank, reason, item, take } = best;
    const aired: AiredAs = {
      room,
      rank,
      reason,
      ...present({
        airing: item?.airing,
        title: item?.title,
        role: roleOf(best),
        breakEnd: breakEndOf(best),
        take,
      }),
    };
    if (last !== undefined && isAlike(last, aired)) last.to = second + 1;
    else spans.push((last = { from: second, to: second + 1, ...aired }));
  }
  return spans;
}
