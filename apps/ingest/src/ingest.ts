import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { errorBody } from "@nonstop/contract/error-body";
import { canBoundProcesses } from "./bounds/process-bounds.ts";
import { drawCard } from "./cards/draw-card.ts";
import { Arrivals } from "./conform/arrivals.ts";
import { WatchFolder } from "./watch/watch-folder.ts";
import { ConformQueue } from "./conform/conform-queue.ts";
import { AssetNotices } from "./edge/asset-notices.ts";
import { EdgeClient } from "./edge/edge-client.ts";
import { EchoMeter } from "./echo/room-echo.ts";
import { findFfmpeg } from "./ffmpeg/run-ffmpeg.ts";
import { followEdgeClock } from "@nonstop/edge-client/followed-clock";
import { HouseParameters } from "@nonstop/edge-client/house-parameters";
import { OriginClient } from "@nonstop/edge-client/origin-client";
import type { Parameters } from "@nonstop/media/parameters";
import { PROMETHEUS_MEDIA_TYPE } from "@nonstop/telemetry/prometheus-text";
import { Warnings } from "@nonstop/telemetry/warnings";
import { bearerOnly } from "./http/bearer-only.ts";
import { libraryRoutes } from "./http/library-routes.ts";
import { metricsText } from "./http/metrics-text.ts";
import { roomRoutes } from "./http/room-routes.ts";
import type { Log } from "@nonstop/telemetry/log";
import type { PullLimits } from "./pull/pull-limits.ts";
import { NameLookup } from "./pull/name-lookup.ts";
import { Pulls } from "./pull/pulls.ts";
import { Rooms } from "./room/rooms.ts";
import { KnownProxies } from "./rtmp/proxy-door.ts";
import { ToldAdmissions } from "./rtmp/told-admissions.ts";
import { openRtmpDoor } from "./rtmp/rtmp-door.ts";
import { RTMP_LIMITS, type RtmpLimits } from "./rtmp/rtmp-limits.ts";
import type { Settings } from "./settings.ts";

/** A socket on which nothing moves for so long is closed; event streams say something every 5 s. */
const SILENT_SOCKET_MS = 60_000;
/** A new proxy has a new address, and is let in as soon as its name leads there. */
const PROXY_NAMES_KNOWN_MS = 1_000;
const MAX_FILE_BYTES = 20_000_000_000;

export type Ingest = {
  port: number;
  rtmpPort: number;
  rtmpProxyPort: number | undefined;
  close: () => Promise<void>;
};

/** What tests make smaller. */
export type IngestLimits = {
  rtmp?: Partial<RtmpLimits>;
  pull?: Partial<PullLimits>;
  maxFileBytes?: number;
  conformStallMs?: number;
  fetchPausesMs?: readonly number[];
  offAirLookMs?: number;
  watchLookMs?: number;
  admissionsAskMs?: number;
};

/** Puts a whole ingest together and opens its doors. */
export async function startIngest(
  settings: Settings,
  o: { log: Log; limits?: IngestLimits },
): Promise<Ingest> {
  const { format, ffmpeg, ffprobe } = settings;
  const { log, limits = {} } = o;
  const warnings = new Warnings(log);
  // Without an edge rooms work all the same; the library says that it cannot be reached.
  const origin = new OriginClient({ url: settings.edgeUrl, token: settings.originToken });
  const edge = new EdgeClient(origin);
  const house = new HouseParameters({
    stateDir: settings.stateDir,
    houseFormat: format.name,
    ask: () => origin.readHouseParameters(),
    log,
  });
  const uploads = join(settings.stateDir, "uploads");
  await rm(uploads, { recursive: true, force: true });
  await mkdir(uploads, { recursive: true });
  await house.open();
  if (!(await findFfmpeg(ffmpeg))) log("ffmpeg-missing", { program: ffmpeg });
  if (!(await canBoundProcesses())) log("ffmpeg-unbounded", { missing: "prlimit" });

  const clock = await followEdgeClock({ readClock: () => origin.readClock(), warnings, log });
  await house.follow();

  const nowMs = (): number => clock.nowMs();
  const parameters = (): Parameters | undefined => house.parameters;
  const admissions = new ToldAdmissions({
    stateDir: settings.stateDir,
    ask: () => edge.readAdmissions(),
    askMs: limits.admissionsAskMs,
    log,
  });
  await admissions.follow();
  const rooms = new Rooms({
    ffmpeg,
    format,
    nowMs,
    parameters,
    log,
    keySecret: settings.streamKeySecret,
    admissions,
  });
  const pulls = new Pulls({
    parts: {
      ffmpeg,
      loopback: settings.pullsLocal,
      keepsBreaks: settings.keepsPulledBreaks,
      limits: limits.pull ?? {},
      log,
    },
    rooms,
    nowMs,
    ask: () => edge.readPulls(),
  });
  const notices = new AssetNotices({ edge, log });
  const queue = new ConformQueue({
    ffmpeg,
    ffprobe,
    format,
    edge,
    notices,
    reference: parameters,
    log,
    ...(limits.conformStallMs === undefined ? {} : { stallMs: limits.conformStallMs }),
    ...(limits.offAirLookMs === undefined ? {} : { offAirLookMs: limits.offAirLookMs }),
  });
  const maxBytes = limits.maxFileBytes ?? MAX_FILE_BYTES;
  const { watchFolder } = settings;
  const watch =
    watchFolder === undefined
      ? undefined
      : new WatchFolder({ folder: watchFolder, edge, log, lookMs: limits.watchLookMs });
  const arrivals = new Arrivals({
    queue,
    folder: join(settings.stateDir, "arriving"),
    maxBytes,
    loopback: settings.pullsLocal,
    objectAt: (key) => edge.objectAt(key),
    drawCard: (card, to) => drawCard(card, { ffmpeg, format, ...to }),
    watchedAt: async (path) => watch?.find(path),
    log,
    ...(limits.fetchPausesMs === undefined ? {} : { pausesMs: limits.fetchPausesMs }),
  });
  await arrivals.open(Date.now());
  watch?.start();
  const proxyNames = new NameLookup({ knownMs: PROXY_NAMES_KNOWN_MS });
  const door = await openRtmpDoor({
    bind: settings.bind,
    port: settings.rtmpPort,
    proxy: settings.rtmpProxy && {
      port: settings.rtmpProxy.port,
      proxies: new KnownProxies(settings.rtmpProxy.from, (name) => proxyNames.find(name)),
    },
    limits: { ...RTMP_LIMITS, ...limits.rtmp },
    authorise: (request) => rooms.authorise(request),
    log,
  });

  const app = new Hono();
  app.get("/healthz", (c) =>
    c.json({ ok: true, clockMeasured: clock.isMeasured, rooms: rooms.all().length }),
  );
  app.get("/metrics", (c) =>
    c.body(metricsText({ rooms, pulls, door, clock, queue, warnings }), 200, {
      "content-type": PROMETHEUS_MEDIA_TYPE,
    }),
  );
  app.use("*", bearerOnly(settings.ingestToken));
  app.route("/", roomRoutes(rooms, format, new EchoMeter(settings.ffmpeg)));
  app.route(
    "/",
    libraryRoutes({ queue, arrivals, edge, folder: uploads, maxBytes, loopback: settings.pullsLocal }),
  );
  app.notFound((c) => c.json(errorBody("no-such-path", "There is nothing at this address."), 404));
  app.onError((error, c) => {
    log("request-failed", { path: c.req.path, reason: error.message });
    return c.json(errorBody("internal", "Something went wrong here; it is logged."), 500);
  });
  const listening = await new Promise<{ server: ReturnType<typeof serve>; port: number }>(
    (resolve, reject) => {
      const server = serve(
        {
          fetch: app.fetch,
          hostname: settings.httpBind,
          port: settings.port,
          // Node ends any request after five minutes; a long recording takes longer to arrive. Silence ends it instead.
          serverOptions: { requestTimeout: 0 },
        },
        (info) => resolve({ server, port: info.port }),
      );
      if ("timeout" in server) server.timeout = SILENT_SOCKET_MS;
      server.once("error", reject);
    },
  );
  return {
    port: listening.port,
    rtmpPort: door.port,
    rtmpProxyPort: door.proxyPort,
    close: async () => {
      clock.stop();
      house.stop();
      admissions.stop();
      pulls.close();
      rooms.close();
      arrivals.close();
      watch?.stop();
      queue.close();
      notices.close();
      await door.close();
      if ("closeAllConnections" in listening.server) listening.server.closeAllConnections();
      await new Promise<void>((resolve) => listening.server.close(() => resolve()));
    },
  };
}
