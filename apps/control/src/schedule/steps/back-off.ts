import { backOffMs as doublingMs } from "@nonstop/contract/back-off";

const BACK_OFF = { firstMs: 1_000, maxMs: 600_000 };
/** A vendor that asks for more patience than this is asked again anyway: a limit may have been raised meanwhile. */
const MAX_ASKED_MS = 3600_000;

/** Milliseconds to wait after failed try `attempt` (1..): doubling, never less than the vendor asked for. */
export function backOffMs(attempt: number, askedMs = 0): number {
  return Math.max(doublingMs(attempt, BACK_OFF), Math.min(askedMs, MAX_ASKED_MS));
}
