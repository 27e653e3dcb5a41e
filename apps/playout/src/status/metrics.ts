import { Histogram } from "@nonstop/telemetry/histogram";
import { type Metric, prometheusText } from "@nonstop/telemetry/prometheus-text";
import { RoundTrips } from "./round-trips.ts";

const COUNTERS = {
  seconds_proposed_total: "Seconds proposed to the edge, by rank.",
  seconds_committed_total: "Seconds of this playout that went on air, by rank.",
  seconds_refused_total: "Proposals the edge did not commit, by rank and why.",
  seconds_lost_total: "Seconds the edge did not answer for in time.",
  edge_unreachable_total: "Proposals that were not answered.",
  faults_total: "Faults contained by the loop.",
} as const;

const GAUGES = {
  clock_offset_seconds: "Channel time minus the machine's clock at the start.",
  clock_skew_seconds: "Measured correction of channel time that is not made yet.",
  rundown_version: "Version of the rundown that is aired; 0 without one.",
  ingest_connected: "1 while ingest tells of its rooms.",
  assets_ahead_seconds: "Seconds of air, up to an hour, for which no asset is missing.",
  asset_memory_bytes: "Assets in memory.",
  resident_bytes: "Memory of this process.",
  warnings: "Warnings that stand.",
} as const;

const LATENESS_BOUNDS = [0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1.2, 1.6, 2, 2.5, 3.5];

const ROUND_TRIP_BOUNDS = [0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2];

type CounterName = keyof typeof COUNTERS;
type Labels = Readonly<Record<string, string | number>>;

/** The gauges of one moment. */
export type Gauges = Readonly<Record<keyof typeof GAUGES, number>>;

/** What this playout counts about itself. */
export class Metrics {
  readonly roundTrips = new RoundTrips();
  readonly #counts = new Map<string, Map<string, { labels: Labels; value: number }>>();
  readonly #lateness = new Histogram(LATENESS_BOUNDS);
  readonly #answers = new Histogram(ROUND_TRIP_BOUNDS);

  /** Counts one more of `name`. */
  count(name: CounterName, labels: Labels = {}): void {
    const samples = this.#counts.get(name) ?? new Map<string, { labels: Labels; value: number }>();
    this.#counts.set(name, samples);
    const key = JSON.stringify(labels);
    const sample = samples.get(key);
    if (sample === undefined) samples.set(key, { labels, value: 1 });
    else sample.value += 1;
  }

  /** Sum of a counter over all its labels. */
  total(name: CounterName): number {
    return [...(this.#counts.get(name)?.values() ?? [])].reduce((sum, { value }) => sum + value, 0);
  }

  /** Notes how long the edge took to answer a second that it committed, ms. */
  answeredIn(ms: number): void {
    this.roundTrips.add(ms);
    this.#answers.observe(ms / 1000);
  }

  /** Notes how long after its end a second was committed, ms. */
  committedLate(ms: number): void {
    this.#lateness.observe(ms / 1000);
  }

  /** All of it as Prometheus text, with the gauges of this moment. */
  text(gauges: Gauges): string {
    const counters = Object.entries(COUNTERS).map(([name, help]): Metric => {
      const samples = [...(this.#counts.get(name)?.values() ?? [])];
      return { type: "counter", name: `nonstop_playout_${name}`, help, samples };
    });
    const values: Readonly<Record<string, number>> = gauges;
    const now = Object.entries(GAUGES).map(([name, help]): Metric => {
      const samples = [values[name] ?? 0];
      return { type: "gauge", name: `nonstop_playout_${name}`, help, samples };
    });
    const lateness: Metric = {
      type: "histogram",
      name: "nonstop_playout_commit_lateness_seconds",
      help: "From the end of a second to its commit.",
      histogram: this.#lateness,
    };
    const answers: Metric = {
      type: "histogram",
      name: "nonstop_playout_commit_round_trip_seconds",
      help: "From a proposal to the edge's answer that it is committed.",
      histogram: this.#answers,
    };
    return prometheusText([...counters, ...now, lateness, answers]);
  }
}
