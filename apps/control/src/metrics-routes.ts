import { Hono } from "hono";
import { channelByName, channelNames, firstChannel } from "@nonstop/door/channel-of";
import type { Bound } from "./env.ts";
import type { ChannelFigures } from "@nonstop/contract/channel-object";

/** Whether the edge answers, and its figures for Prometheus. */
export function metricsRoutes(): Hono<Bound> {
  const app = new Hono<Bound>();
  app.get("/healthz", async (c) => {
    const name = firstChannel(c.env);
    const { edge, nowMs } = await channelByName(c.env, name).figures();
    c.header("cache-control", "no-store");
    return c.json({ ok: true, channel: name, openSecond: edge, latenessMs: nowMs - (edge + 1) * 1000 });
  });
  app.get("/metrics", async (c) => {
    const texts = await Promise.all(
      channelNames(c.env).map(async (name) => figuresText(name, await channelByName(c.env, name).figures())),
    );
    return c.body(texts.join(""), 200, {
      "content-type": "text/plain; version=0.0.4",
      "cache-control": "no-store",
    });
  });
  return app;
}

/** A channel's figures in Prometheus text. */
function figuresText(channel: string, figures: ChannelFigures): string {
  const lines: string[] = [];
  const add = (name: string, value: number, labels = ""): void => {
    lines.push(`nonstop_edge_${name}{channel="${channel}"${labels}} ${value}`);
  };
  add("open_second_lateness_seconds", (figures.nowMs - (figures.edge + 1) * 1000) / 1000);
  for (const [rank, count] of figures.committedByRank.entries())
    add("commits_total", count, `,rank="${rank}"`);
  add("slate_seconds_total", figures.slateSeconds);
  add("refused_total", figures.refused.tooEarly, ',why="too-early"');
  add("refused_total", figures.refused.taken, ',why="taken"');
  add("refused_total", figures.refused.staleRundown, ',why="stale-rundown"');
  add("refused_total", figures.refused.staleTakes, ',why="stale-takes"');
  add("playouts_connected", figures.playouts);
  add("control_rooms_connected", figures.controlRooms);
  add("blocked_readers", figures.blockedReaders);
  add("segments_waiting", figures.segmentsWaiting);
  add("rundown_version", figures.rundownVersion);
  return `${lines.join("\n")}\n`;
}
