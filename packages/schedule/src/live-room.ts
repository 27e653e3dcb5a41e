import type { Second } from "@nonstop/contract/time";
import { cutSpans, hasSecond, type SecondSpans } from "@nonstop/contract/second-spans";
import type { Trouble, TroubleLimits } from "@nonstop/contract/trouble";
import { type RoomTroubles, unfitSpans } from "./lasting-trouble.ts";

export type LiveRoomFitness =
  | { kind: "fit" }
  | { kind: "returning"; lostAt: Second | undefined }
  | { kind: "stalled"; lostAt: Second }
  | { kind: "troubled"; trouble: Trouble; lostAt: Second | undefined }
  | { kind: "not-started" };

/** What is known of a room, and what of its trouble counts. */
export type LiveRoomKnown = { offered: SecondSpans; troubles: RoomTroubles; limits: TroubleLimits };

/**
 * Whether a live room can air `second`. Stateless: the clean seconds before it are read from the offers themselves, and so is
 * how long a trouble has lasted. A second unfit by the limits counts as not offered.
 * `lostAt` is the first second the room could not air after it last could; seconds before `since` do not count as airing.
 */
export function liveRoomFitness(
  { offered, troubles, limits }: LiveRoomKnown,
  o: { second: Second; since: Second; cleanSeconds: number },
): LiveRoomFitness {
  const unfit = unfitSpans(offered, troubles, limits);
  let lostAt: Second | undefined;
  for (const [from, to] of unfit.reduce((left, { spans }) => cutSpans(left, spans), offered)) {
    if (from > o.second) break;
    if (o.second < to) {
      if (o.second - from + 1 >= o.cleanSeconds) return { kind: "fit" };
      return { kind: "returning", lostAt };
    }
    if (to > o.since && to - from >= o.cleanSeconds) lostAt = to;
  }
  const why = unfit.find(({ spans }) => hasSecond(spans, o.second));
  if (why !== undefined) return { kind: "troubled", trouble: why.trouble, lostAt };
  return lostAt === undefined ? { kind: "not-started" } : { kind: "stalled", lostAt };
}
