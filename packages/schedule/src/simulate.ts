import type { AsRunSpan, CommittedSecond } from "@nonstop/contract/as-run";
import { asRunOf } from "./as-run.ts";
import { decide, type DecideInput } from "./decide.ts";

/** The as-run that `[from, to)` would leave if the best room of each second aired: a day in milliseconds. */
export function simulate(i: DecideInput, from: number, to: number): AsRunSpan[] {
  const seconds: CommittedSecond[] = [];
  for (let second = from; second < to; second += 1) {
    const { room, rank, reason, item, take } = decide(i, second).best;
    const committed: CommittedSecond = { second, room, rank, reason };
    if (item?.airing !== undefined) committed.airing = item.airing;
    if (item !== undefined) committed.title = item.title;
    if (take !== undefined) committed.take = take;
    seconds.push(committed);
  }
  return asRunOf(seconds);
}
