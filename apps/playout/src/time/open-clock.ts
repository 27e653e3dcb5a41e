import { followEdgeClock } from "@nonstop/edge-client/followed-clock";
import type { Log } from "@nonstop/telemetry/log";
import type { Warnings } from "@nonstop/telemetry/warnings";
import type { Clock } from "./clock.ts";

const MAX_TIMER_MS = 60_000;

/** A clock, or readings of the machine's clocks, for drills and tests. Without a `clock` channel time is measured at the edge. */
export type Drill = { clock?: Clock; wallMs?: () => number; monotonicMs?: () => number };

/** How far the machine's clock is off, and what is not corrected yet, ms. A clock that is brought along is right by definition. */
export type ClockState = { offsetMs: number; skewMs: number };

/** Channel time for the loop, its state for the control room, and its end. */
export async function openClock(
  drill: Drill,
  o: { readClock: () => Promise<number | undefined>; warnings: Warnings; log: Log },
): Promise<{ clock: Clock; state: () => ClockState; stop: () => void }> {
  if (drill.clock !== undefined)
    return { clock: drill.clock, state: () => ({ offsetMs: 0, skewMs: 0 }), stop: () => undefined };
  const followed = await followEdgeClock({
    ...o,
    ...(drill.wallMs === undefined ? {} : { wallMs: drill.wallMs }),
    ...(drill.monotonicMs === undefined ? {} : { monotonicMs: drill.monotonicMs }),
  });
  const nowMs = (): number => followed.nowMs();
  return {
    clock: {
      nowMs,
      wakeAt: (atMs, wake) => {
        const timer = setTimeout(wake, Math.min(MAX_TIMER_MS, Math.max(0, Math.ceil(atMs - nowMs()))));
        return () => clearTimeout(timer);
      },
    },
    state: () => ({ offsetMs: followed.offsetMs, skewMs: followed.skewMs }),
    stop: () => followed.stop(),
  };
}
