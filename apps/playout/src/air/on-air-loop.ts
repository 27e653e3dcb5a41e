import { secondOf } from "@nonstop/contract/time";
import { nextWake } from "../time/clock.ts";
import { type Log, messageOf } from "@nonstop/telemetry/log";
import type { Metrics } from "../status/metrics.ts";
import { proposeSlate, settleSecond, type Switcher } from "./settle-second.ts";
import type { Warnings } from "@nonstop/telemetry/warnings";

/** How many seconds can still be committed after this process was halted (suspended, or the machine slept). */
const OPEN_SECONDS = 3;
/** Every second is settled within 4 s of its end. More than this at once means that something hangs. */
const MAX_IN_FLIGHT = 8;

type Parts = {
  switcher: Switcher;
  /** Called once a second with the second that has begun, for all regular work besides settling it. */
  onTick: (second: number) => void;
  metrics: Metrics;
  warnings: Warnings;
  log: Log;
};

/** One turn per second of channel time, for ever. It cannot throw: a failure costs its own second at most. */
export class OnAirLoop {
  lastTickMs = 0;
  readonly #o: Parts;
  readonly #stop = new AbortController();
  readonly #inFlight = new Set<Promise<void>>();

  constructor(o: Parts) {
    this.#o = o;
  }

  /** Runs until stopped. Seconds that are in flight then end by themselves. */
  async run(): Promise<void> {
    const { clock } = this.#o.switcher;
    let second = secondOf(clock.nowMs());
    this.#o.log("on-air-loop", { from: second });
    this.#tick(second);
    for (;;) {
      await nextWake(clock, (second + 1) * 1000, this.#stop.signal);
      if (this.#stop.signal.aborted) return;
      const now = secondOf(clock.nowMs());
      if (now <= second) {
        // We woke a little early. Or the clock, a guess until the edge is reached, was put back: then follow it at once.
        if (now < second - OPEN_SECONDS) second = now;
        continue;
      }
      this.#begin(second);
      this.#tick(now);
      second = Math.max(second + 1, now - OPEN_SECONDS);
    }
  }

  stop(): void {
    this.#stop.abort();
  }

  #begin(second: number): void {
    const { switcher, metrics, warnings, log } = this.#o;
    const isCrowded = this.#inFlight.size >= MAX_IN_FLIGHT;
    warnings.set(
      "crowded",
      isCrowded,
      "Seconds are settled too slowly, so some become slate. This machine or its line to the edge is too slow.",
    );
    if (isCrowded) return;
    const settling = settleSecond(switcher, second)
      .then(() => warnings.set("second-failed", false))
      .catch(async (thrown: unknown) => {
        metrics.count("faults_total");
        log("second-failed", { second, problem: messageOf(thrown) });
        warnings.set(
          "second-failed",
          true,
          `Second ${second} failed and became slate: ${messageOf(thrown)}. Report it with the log.`,
        );
        await proposeSlate(switcher, second);
      })
      .catch((thrown: unknown) => log("slate-failed", { second, problem: messageOf(thrown) }))
      .finally(() => this.#inFlight.delete(settling));
    this.#inFlight.add(settling);
  }

  #tick(second: number): void {
    this.lastTickMs = this.#o.switcher.clock.nowMs();
    try {
      this.#o.onTick(second);
    } catch (thrown) {
      this.#o.metrics.count("faults_total");
      this.#o.log("tick-failed", { second, problem: messageOf(thrown) });
    }
  }
}
