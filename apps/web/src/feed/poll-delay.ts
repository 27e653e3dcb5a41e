const EVERY_MS = 10_000;
const RETRY_MS = 4000;
/** Asked this much after a change, so that the edge has turned the page too. */
const AFTER_CHANGE_MS = 400;

/**
 * Milliseconds until `/now` is asked again: ten seconds, or just after the next change when that is sooner; sooner still
 * when the last try failed. `changeMs` is when what is on now ends, in channel time.
 */
export function pollDelay(nowMs: number, changeMs: number | undefined, hasFailed: boolean): number {
  const usual = hasFailed ? RETRY_MS : EVERY_MS;
  if (changeMs === undefined) return usual;
  const change = changeMs + AFTER_CHANGE_MS - nowMs;
  return change > 0 && change < usual ? change : usual;
}
