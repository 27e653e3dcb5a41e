import { serve, type ServerType } from "@hono/node-server";
import { PROMETHEUS_MEDIA_TYPE } from "@nonstop/telemetry/prometheus-text";
import { Hono } from "hono";
import type { AsRunMemory } from "../air/as-run-memory.ts";
import type { Clock } from "../time/clock.ts";
import type { Gauges, Metrics } from "./metrics.ts";
import type { OnAirLoop } from "../air/on-air-loop.ts";
import { type StatusParts, statusOf } from "./playout-status.ts";

const ALIVE_MS = 3000;

/** Opens `/healthz`, `/metrics` and `/as-run`; resolves with the server and its port. */
export function openHttpDoor(o: {
  port: number;
  bind: string;
  clock: Clock;
  loop: OnAirLoop;
  metrics: Metrics;
  asRun: AsRunMemory;
  status: StatusParts;
}): Promise<{ server: ServerType; port: number }> {
  const app = new Hono();
  app.get("/healthz", (c) => {
    const agoMs = o.clock.nowMs() - o.loop.lastTickMs;
    return c.json({ ok: agoMs < ALIVE_MS, lastTickMsAgo: Math.round(agoMs) }, agoMs < ALIVE_MS ? 200 : 503);
  });
  app.get("/metrics", (c) =>
    c.body(o.metrics.text(gaugesOf(o)), 200, { "content-type": PROMETHEUS_MEDIA_TYPE }),
  );
  app.get("/as-run", (c) => c.json({ spans: o.asRun.spans }));
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port: o.port, hostname: o.bind }, ({ port }) =>
      resolve({ server, port }),
    );
    server.once("error", reject);
  });
}

function gaugesOf({ status }: Parameters<typeof openHttpDoor>[0]): Gauges {
  const now = statusOf(status);
  return {
    clock_offset_seconds: now.clockOffsetMs / 1000,
    clock_skew_seconds: now.clockSkewMs / 1000,
    rundown_version: now.rundownVersion,
    ingest_connected: now.ingestConnected ? 1 : 0,
    assets_ahead_seconds: now.assetsAheadSeconds,
    asset_memory_bytes: status.assets.memoryBytes,
    resident_bytes: now.residentBytes,
    warnings: now.warnings.length,
  };
}
