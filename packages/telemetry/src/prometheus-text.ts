import type { Histogram } from "./histogram.ts";

/** One value of a metric; a bare number is the value of a metric without labels. */
export type Sample = number | { labels: Readonly<Record<string, string | number>>; value: number };

/** One metric with the values it has now. Names are `nonstop_{process}_{what}_{unit}`; counters end in `_total`. */
export type Metric =
  | { type: "counter" | "gauge"; name: string; help: string; samples: readonly Sample[] }
  | {
      type: "histogram";
      name: string;
      help: string;
      histogram: Pick<Histogram, "buckets" | "sum" | "count">;
    };

/** The media type of the text. */
export const PROMETHEUS_MEDIA_TYPE = "text/plain; version=0.0.4";

/** Metrics in the Prometheus text format. A metric without a value is told of all the same. */
export function prometheusText(metrics: readonly Metric[]): string {
  return metrics.map((metric) => `${linesOf(metric).join("\n")}\n`).join("");
}

function linesOf(metric: Metric): string[] {
  const { name, help, type } = metric;
  const head = [
    `# HELP ${name} ${help.replaceAll("\\", "\\\\").replaceAll("\n", "\\n")}`,
    `# TYPE ${name} ${type}`,
  ];
  if (metric.type !== "histogram") return [...head, ...metric.samples.map((sample) => line(name, sample))];
  const { buckets, sum, count } = metric.histogram;
  return [
    ...head,
    ...buckets.map(([upTo, value]) => line(`${name}_bucket`, { labels: { le: upTo }, value })),
    line(`${name}_bucket`, { labels: { le: "+Inf" }, value: count }),
    line(`${name}_sum`, sum),
    line(`${name}_count`, count),
  ];
}

function line(name: string, sample: Sample): string {
  if (typeof sample === "number") return `${name} ${sample}`;
  const labels = Object.entries(sample.labels).map(
    ([label, value]) => `${label}="${escaped(String(value))}"`,
  );
  return `${name}${labels.length === 0 ? "" : `{${labels.join(",")}}`} ${sample.value}`;
}

function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
