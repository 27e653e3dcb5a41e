/** A vendor that takes longer than this to answer did not answer. */
export const VENDOR_TIMEOUT_MS = 10_000;

/**
 * How long a vendor asks to wait, in ms: `Retry-After` or a rate-limit reset, as whole seconds, as a date, or as Unix seconds.
 * Undefined when it does not say.
 */
export function askedWaitMs(value: string | null | undefined, nowMs: number): number | undefined {
  if (value === null || value === undefined || value.trim() === "") return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) {
    const wait = seconds > 1e9 ? seconds * 1000 - nowMs : seconds * 1000;
    return Math.max(0, wait);
  }
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}
