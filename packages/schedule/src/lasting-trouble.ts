import type { Second } from "@nonstop/contract/time";
import type { SecondSpans } from "@nonstop/contract/second-spans";
import { Trouble, type TroubleLimits } from "@nonstop/contract/trouble";
import { MIN_CLEAN_SECONDS } from "./clean-seconds.ts";

/** Seconds of one room with trouble, by kind; spans sorted, not touching, each from where its trouble began. */
export type RoomTroubles = Readonly<Partial<Record<Trouble, SecondSpans>>>;

/** Seconds that a room must not air for one kind of trouble. */
export type Unfit = { trouble: Trouble; spans: SecondSpans };

/** Every second that is unfit by `limits`, by kind of trouble, the plainest to see first. */
export function unfitSpans(offered: SecondSpans, troubles: RoomTroubles, limits: TroubleLimits): Unfit[] {
  return Trouble.options.flatMap((trouble) => {
    const limit = limits[`${trouble}Seconds`] ?? 0;
    const troubled = troubles[trouble];
    if (limit === 0 || troubled === undefined) return [];
    return [{ trouble, spans: beyondLimit(offered, troubled, limit) }];
  });
}

// From the second on that completes the limit. Once out, a room is back after clean seconds in a row, so trouble that comes
// again before is part of the same.
function beyondLimit(offered: SecondSpans, troubled: SecondSpans, limit: number): SecondSpans {
  const unfit: (readonly [Second, Second])[] = [];
  let outUntil: Second | undefined;
  for (const [from, to] of troubled) {
    const isOut = outUntil !== undefined && !hasCleanRun(offered, outUntil, from);
    const first = isOut ? from : from + limit - 1;
    outUntil = first < to ? to : undefined;
    if (first < to) unfit.push([first, to]);
  }
  return unfit;
}

function hasCleanRun(offered: SecondSpans, from: Second, to: Second): boolean {
  return offered.some(([low, high]) => Math.min(high, to) - Math.max(low, from) >= MIN_CLEAN_SECONDS);
}
