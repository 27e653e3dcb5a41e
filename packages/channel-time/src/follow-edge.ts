import type { ChannelClock } from "./channel-clock.ts";

/** How often the edge's clock is measured. */
const MEASURE_EVERY_MS = 10_000;
/** How soon it is tried again when the edge did not answer. */
const RETRY_MS = 1_000;
/** Questions of one measurement. */
const PROBES = 4;

/** Channel time minus the monotonic clock, and how long the answer took that says so. */
export type Measured = { offsetMs: number; roundTripMs: number };

/** What the loop needs of the process around it. */
export type ClockShell = {
  /** The process's monotonic clock, ms. */
  monotonicMs: () => number;
  /** The edge's clock, epoch ms; undefined when the edge does not answer. Never throws. */
  ask: () => Promise<number | undefined>;
  /** Calls `run` once after `ms`; the answer cancels it. */
  after: (ms: number, run: () => void) => () => void;
  /** Hears of every measurement, after the clock was corrected by it; undefined when the edge did not answer. */
  onMeasured: (measured: Measured | undefined) => void;
};

/** Asks the edge a few times and believes the quickest answer; undefined when there is none. */
export async function measureOffset(
  o: Pick<ClockShell, "monotonicMs" | "ask">,
): Promise<Measured | undefined> {
  let best: Measured | undefined;
  for (let i = 0; i < PROBES; i += 1) {
    const sentMs = o.monotonicMs();
    const edgeMs = await o.ask();
    const receivedMs = o.monotonicMs();
    if (edgeMs === undefined) break;
    const roundTripMs = receivedMs - sentMs;
    if (best === undefined || roundTripMs < best.roundTripMs)
      best = { offsetMs: edgeMs + roundTripMs / 2 - receivedMs, roundTripMs };
  }
  return best;
}

/** Keeps the clock on the edge's time until stopped. `first` resolves with the first measurement, or without one. */
export function followEdge(
  clock: ChannelClock,
  shell: ClockShell,
): { first: Promise<void>; stop: () => void } {
  let cancel = (): void => {};
  let isStopped = false;
  const measure = async (): Promise<void> => {
    const measured = await measureOffset(shell);
    if (isStopped) return;
    if (measured !== undefined) clock.correct(measured.offsetMs, shell.monotonicMs());
    shell.onMeasured(measured);
    cancel = shell.after(measured === undefined ? RETRY_MS : MEASURE_EVERY_MS, () => void measure());
  };
  return {
    first: measure(),
    stop: () => {
      isStopped = true;
      cancel();
    },
  };
}
