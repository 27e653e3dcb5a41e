import type { Second } from "@nonstop/contract/time";
import type { AsRunSpan, CommittedSecond } from "@nonstop/contract/as-run";
import { present } from "@nonstop/contract/present";
import { asRunOf } from "./as-run.ts";
import { decide, type DecideInput } from "./decide.ts";

/** The as-run that `[from, to)` would leave if the best room of each second aired: a day in milliseconds. */
export function simulate(i: DecideInput, from: Second, to: Second): AsRunSpan[] {
  const seconds: CommittedSecond[] = [];
  for (let second = from; second < to; second += 1) {
    const { room, rank, reason, item, take } = decide(i, second).best;
    seconds.push({
      second,
      room,
      rank,
      reason,
      ...present({ airing: item?.airing, title: item?.title, take }),
    });
  }
  return asRunOf(seconds);
}
