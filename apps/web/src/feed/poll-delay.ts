const EVERY_MS = 10_000;
const RETRY_MS = 4000;
/** A live show may lose its guest, and what stands in for it is soon over. */
const UNSURE_MS = 3000;
/** Asked this much after a change, so that the edge has turned the page too. */
const AFTER_CHANGE_MS = 400;

/**
 * Milliseconds until `/now` is asked again: ten seconds, or just after the next change when that is sooner; sooner still
 * when the last try failed, or what is on may change at any moment. `changeMs` is when what is on now ends, in channel time.
 */
export function pollDelay(
  nowMs: number,
  changeMs: number | undefined,
  is: { failed: boolean; unsure: boolean },
): number {
  const usual = is.failed ? RETRY_MS : is.unsure ? UNSURE_MS : EVERY_MS;
  if (changeMs === undefined) return usual;
  const change = changeMs + AFTER_CHANGE_MS - nowMs;
  return change > 0 && change < usual ? change : usual;
}
