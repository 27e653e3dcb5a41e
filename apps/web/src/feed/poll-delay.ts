const EVERY_MS = 10_000;
const RETRY_MS = 4000;
/** We ask this long after a change, so that the edge has made the change too. */
const AFTER_CHANGE_MS = 400;

/**
 * Milliseconds until we ask `/now` again: ten seconds, or just after the next change when that is sooner. It is shorter
 * after a failed try. `changeMs` is the channel time at which the present programme ends.
 */
export function pollDelay(nowMs: number, changeMs: number | undefined, is: { failed: boolean }): number {
  const usual = is.failed ? RETRY_MS : EVERY_MS;
  if (changeMs === undefined) return usual;
  const change = changeMs + AFTER_CHANGE_MS - nowMs;
  return change > 0 && change < usual ? change : usual;
}
