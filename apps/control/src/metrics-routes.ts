import { Hono } from "hono";
import { channelByName, channelNames, firstChannel } from "@nonstop/door/channel-of";
import { readsInBounds } from "@nonstop/door/rate-limits";
import { SharedReads } from "@nonstop/door/shared-reads";
import { type Metric, PROMETHEUS_MEDIA_TYPE, prometheusText } from "@nonstop/telemetry/prometheus-text";
import type { Bound, Env } from "./env.ts";
import type { ChannelFigures } from "@nonstop/contract/channel-object";

/** Anybody may ask for the figures, so they are read once in a second. */
const figuresRead = new SharedReads<ChannelFigures>({ keepMs: () => 1000, maxWeight: 100 });
const CACHE = "public, max-age=1";

/** Whether the edge answers, and its figures for Prometheus. */
export function metricsRoutes(): Hono<Bound> {
  const app = new Hono<Bound>();
  app.use("/healthz", readsInBounds);
  app.use("/metrics", readsInBounds);
  app.get("/healthz", async (c) => {
    const channel = firstChannel(c.env);
    const { edge, nowMs } = await figuresOf(c.env, channel);
    c.header("cache-control", CACHE);
    return c.json({ ok: true, channel, openSecond: edge, latenessMs: nowMs - (edge + 1) * 1000 });
  });
  app.get("/metrics", async (c) => {
    const channels = await Promise.all(
      channelNames(c.env).map(async (channel) => ({ channel, figures: await figuresOf(c.env, channel) })),
    );
    return c.body(prometheusText(metricsOf(channels)), 200, {
      "content-type": PROMETHEUS_MEDIA_TYPE,
      "cache-control": CACHE,
    });
  });
  return app;
}

function figuresOf(env: Env, channel: string): Promise<ChannelFigures> {
  return figuresRead.read(channel, () => channelByName(env, channel).figures());
}

type ChannelNow = { channel: string; figures: ChannelFigures };
type Told = {
  type: "counter" | "gauge";
  name: string;
  help: string;
  of: (figures: ChannelFigures) => number | readonly LabelledValue[];
};
type LabelledValue = { labels: Readonly<Record<string, string | number>>; value: number };

const TOLD: readonly Told[] = [
  {
    type: "gauge",
    name: "open_second_lateness_seconds",
    help: "How long after its end the open second is not committed.",
    of: ({ nowMs, edge }) => (nowMs - (edge + 1) * 1000) / 1000,
  },
  {
    type: "counter",
    name: "commits_total",
    help: "Seconds committed, by rank.",
    of: ({ committedByRank }) => committedByRank.map((value, rank) => ({ labels: { rank }, value })),
  },
  {
    type: "counter",
    name: "slate_seconds_total",
    help: "Seconds that aired as the edge's slate.",
    of: (figures) => figures.slateSeconds,
  },
  {
    type: "counter",
    name: "refused_total",
    help: "Proposals that were not committed, by why.",
    of: ({ refused }) => [
      { labels: { why: "too-early" }, value: refused.tooEarly },
      { labels: { why: "taken" }, value: refused.taken },
      { labels: { why: "stale-rundown" }, value: refused.staleRundown },
      { labels: { why: "stale-takes" }, value: refused.staleTakes },
    ],
  },
  gauge("playouts_connected", "Playouts with a socket.", (figures) => figures.playouts),
  gauge("control_rooms_connected", "Control rooms with a socket.", (figures) => figures.controlRooms),
  gauge(
    "blocked_readers",
    "Viewers who wait for what is not there yet.",
    (figures) => figures.blockedReaders,
  ),
  gauge("segments_waiting", "Segments that wait to be written down.", (figures) => figures.segmentsWaiting),
  gauge("rundown_version", "Version of the rundown in force.", (figures) => figures.rundownVersion),
];

function gauge(name: string, help: string, of: (figures: ChannelFigures) => number): Told {
  return { type: "gauge", name, help, of };
}

/** The figures of all channels as metrics: each metric once, its samples by channel. */
function metricsOf(channels: readonly ChannelNow[]): Metric[] {
  return TOLD.map(({ type, name, help, of }) => {
    const samples = channels.flatMap(({ channel, figures }) => {
      const value = of(figures);
      if (typeof value === "number") return [{ labels: { channel }, value }];
      return value.map((one) => ({ labels: { channel, ...one.labels }, value: one.value }));
    });
    return { type, name: `nonstop_edge_${name}`, help, samples };
  });
}
