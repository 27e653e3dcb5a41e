import { performance } from "node:perf_hooks";
import { ChannelClock } from "@nonstop/channel-time/channel-clock";
import { clockAlarms } from "@nonstop/channel-time/clock-alarms";
import { followEdge } from "@nonstop/channel-time/follow-edge";
import type { Log } from "@nonstop/telemetry/log";
import type { Warnings } from "@nonstop/telemetry/warnings";

/** A start does not wait longer than this for the edge's clock. */
const MAX_WAIT_MS = 3_000;

/** Channel time in this process. */
export type FollowedClock = Pick<ChannelClock, "isMeasured" | "offsetMs" | "skewMs"> & {
  /** Channel time, epoch ms. */
  nowMs(): number;
  /** Measures no more; the last offset holds. */
  stop(): void;
};

/**
 * Channel time on this process's monotonic clock, measured at the edge for ever; its alarms are among the warnings. Resolves
 * with the first measurement, or after 3 s without one. Drills bring their own readings of the machine's clocks.
 */
export async function followEdgeClock(o: {
  readClock: () => Promise<number | undefined>;
  warnings: Warnings;
  log: Log;
  wallMs?: () => number;
  monotonicMs?: () => number;
}): Promise<FollowedClock> {
  const monotonicMs = o.monotonicMs ?? ((): number => performance.now());
  const clock = new ChannelClock({ wallMs: (o.wallMs ?? Date.now)(), monotonicMs: monotonicMs() });
  let wasMeasured = false;
  const { first, stop } = followEdge(clock, {
    monotonicMs,
    ask: o.readClock,
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    onMeasured: (measured) => {
      if (measured !== undefined && !wasMeasured) o.log("clock-measured", measured);
      wasMeasured ||= measured !== undefined;
      for (const { name, stands, sentence } of clockAlarms(clock)) o.warnings.set(name, stands, sentence);
    },
  });
  let limit: NodeJS.Timeout | undefined;
  await Promise.race([first, new Promise((resolve) => (limit = setTimeout(resolve, MAX_WAIT_MS)))]);
  clearTimeout(limit);
  return {
    nowMs: () => clock.nowMs(monotonicMs()),
    stop,
    get isMeasured() {
      return clock.isMeasured;
    },
    get offsetMs() {
      return clock.offsetMs;
    },
    get skewMs() {
      return clock.skewMs;
    },
  };
}
