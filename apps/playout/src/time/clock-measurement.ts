import { CLOCK_ALARM_MS, type ChannelClock } from "./channel-clock.ts";
import type { Log } from "../log.ts";
import type { Warnings } from "../status/warnings.ts";

const EVERY_MS = 10_000;
const RETRY_MS = 1_000;
const TRIES = 4;

type Measured = { offsetMs: number; roundTripMs: number };

/** Asks the edge a few times and keeps the answer with the least round trip: channel time minus `monotonicMs`. */
export async function measureOffset(
  ask: () => Promise<number | undefined>,
  monotonicMs: () => number,
): Promise<Measured | undefined> {
  let best: Measured | undefined;
  for (let i = 0; i < TRIES; i += 1) {
    const before = monotonicMs();
    const edgeMs = await ask();
    const after = monotonicMs();
    if (edgeMs === undefined) break;
    const roundTripMs = after - before;
    if (best === undefined || roundTripMs < best.roundTripMs)
      best = { offsetMs: edgeMs + roundTripMs / 2 - after, roundTripMs };
  }
  return best;
}

/** Keeps the clock on the edge's time until stopped; answers the function that stops it and the first measurement. */
export function followEdgeClock(o: {
  clock: ChannelClock;
  monotonicMs: () => number;
  ask: () => Promise<number | undefined>;
  warnings: Warnings;
  log: Log;
}): { stop: () => void; first: Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const measure = async (): Promise<void> => {
    const measured = await measureOffset(o.ask, o.monotonicMs);
    if (stopped) return;
    if (measured !== undefined) {
      if (!o.clock.isMeasured) o.log("clock-measured", measured);
      o.clock.correct(measured.offsetMs);
    }
    alarm(o);
    timer = setTimeout(() => void measure(), measured === undefined ? RETRY_MS : EVERY_MS);
  };
  const first = measure();
  return {
    first,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

function alarm({ clock, warnings }: { clock: ChannelClock; warnings: Warnings }): void {
  const off = Math.round(clock.offsetMs);
  const skew = Math.round(clock.skewMs);
  warnings.set(
    "clock-offset",
    Math.abs(off) > CLOCK_ALARM_MS,
    `This machine's clock is ${off} ms off; corrected.`,
  );
  warnings.set(
    "clock-skew",
    Math.abs(skew) > CLOCK_ALARM_MS,
    `Channel time is ${skew} ms off and being slewed.`,
  );
  warnings.set(
    "clock-unmeasured",
    !clock.isMeasured,
    "Channel time is a guess: the edge's clock was never reached.",
  );
}
