import { backOffMs as doublingMs } from "@nonstop/contract/back-off";

const BACK_OFF = { firstMs: 1_000, maxMs: 600_000 };
/** A vendor that asks for more patience than this is asked again anyway: a limit may have been raised meanwhile. */
const MAX_ASKED_MS = 3600_000;

/** Milliseconds to wait after failed try `attempt` (1..): doubling, never less than the vendor asked for. */
export function backOffMs(attempt: number, askedMs = 0): number {
  return Math.max(doublingMs(attempt, BACK_OFF), Math.min(askedMs, MAX_ASKED_MS));
}

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
