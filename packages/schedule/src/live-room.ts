/** Offered seconds of one room as half-open spans, sorted, not touching. */
export type OfferedSpans = readonly (readonly [number, number])[];

/** Clean seconds, the current one included, before a lost or new room is (back) on air. */
export const CLEAN_SECONDS = 3;
/** The same for a take: the operator has looked at the room. */
export const CLEAN_SECONDS_OF_TAKE = 2;

export type LiveRoomFitness =
  | { kind: "fit" }
  | { kind: "returning"; lostAt: number | undefined }
  | { kind: "stalled"; lostAt: number }
  | { kind: "not-started" };

/**
 * Whether a live room can air `second`. Stateless: the clean seconds before it are read from the offers themselves.
 * `lostAt` is the first second the room could not air after it last could; seconds before `since` do not count as airing.
 */
export function liveRoomFitness(
  offered: OfferedSpans,
  o: { second: number; since: number; cleanSeconds: number },
): LiveRoomFitness {
  let lostAt: number | undefined;
  for (const [from, to] of offered) {
    if (from > o.second) break;
    if (o.second < to) {
      if (o.second - from + 1 >= o.cleanSeconds) return { kind: "fit" };
      return { kind: "returning", lostAt };
    }
    if (to > o.since && to - from >= o.cleanSeconds) lostAt = to;
  }
  return lostAt === undefined ? { kind: "not-started" } : { kind: "stalled", lostAt };
}
