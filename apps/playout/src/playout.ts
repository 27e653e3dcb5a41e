import { performance } from "node:perf_hooks";
import { secondOf } from "@nonstop/contract/time";
import { AsRunMemory } from "./air/as-run-memory.ts";
import { AssetCache } from "./assets/asset-cache.ts";
import { AssetDisk } from "./assets/asset-disk.ts";
import { lookahead } from "./assets/asset-lookahead.ts";
import { Changes } from "./air/changes.ts";
import { type Drill, openClock } from "./time/open-clock.ts";
import { EdgeClient } from "./edge/edge-client.ts";
import { EdgeSocket } from "./edge/edge-socket.ts";
import { OriginClient } from "@nonstop/edge-client/origin-client";
import { HouseParameters } from "@nonstop/edge-client/house-parameters";
import { openHttpDoor } from "./status/http-door.ts";
import { IngestNews } from "./rooms/ingest-news.ts";
import type { Log } from "@nonstop/telemetry/log";
import { Metrics } from "./status/metrics.ts";
import { OnAirLoop } from "./air/on-air-loop.ts";
import { Proposals } from "./air/proposals.ts";
import { RoomOffers } from "./rooms/room-offers.ts";
import { RoomSeconds } from "./rooms/room-seconds.ts";
import { RundownFile } from "./air/rundown-file.ts";
import { RunningOrder } from "./air/running-order.ts";
import type { Settings } from "./settings.ts";
import { type StatusParts, statusOf } from "./status/playout-status.ts";
import { Warnings } from "@nonstop/telemetry/warnings";

const ASSET_DISK_BYTES = 20e9;
const ASSET_MEMORY_BYTES = 24e6;
/** How long the socket may be silent before the rundown is asked for. */
const COLD_START_MS = 1500;

export type Playout = { port: number; stop: () => Promise<void> };

/** Puts a playout together and on air. */
export async function startPlayout(settings: Settings, log: Log, drill: Drill = {}): Promise<Playout> {
  const metrics = new Metrics();
  const warnings = new Warnings(log);
  const changes = new Changes();
  const announce = (): void => changes.announce();
  const origin = new OriginClient({ url: settings.edgeUrl, token: settings.originToken });
  const edge = new EdgeClient(origin, settings.channel);

  const time = await openClock(drill, { readClock: () => origin.readClock(settings.channel), warnings, log });
  const { clock } = time;

  const rundownFile = new RundownFile(settings.stateDir, log);
  const order = new RunningOrder(settings.channel, (what) => {
    if (what === "rundown") {
      log("rundown", { version: order.rundownVersion });
      if (order.rundown !== undefined) void rundownFile.write(order.rundown);
    } else log("takes", { standing: order.takes.map(({ id, from, to }) => ({ id, from, to })) });
    prepareAssets();
    announce();
  });
  const offers = new RoomOffers(clock, announce);
  const rooms = new RoomSeconds({
    ingestUrl: settings.ingestUrl,
    token: settings.ingestToken,
    renditions: settings.renditions,
    onBroken: (room, second) => offers.strike(room, second),
    log,
  });
  const ingest = new IngestNews({
    ingestUrl: settings.ingestUrl,
    token: settings.ingestToken,
    onOpen: () => offers.connected(),
    hear: (event) => offers.hear(event),
    log,
  });

  const house = new HouseParameters({ ...settings, ask: () => origin.readHouseParameters(), log });
  const disk = new AssetDisk({ stateDir: settings.stateDir, limitBytes: ASSET_DISK_BYTES, log });
  const assets = new AssetCache({
    ...settings,
    edge,
    disk,
    house,
    memoryBytes: ASSET_MEMORY_BYTES,
    nowMs: drill.monotonicMs ?? (() => performance.now()),
    onChange: announce,
    warnings,
    log,
  });
  const prepareAssets = (): void => assets.prepare(lookahead(order, secondOf(clock.nowMs())));

  const asRun = new AsRunMemory(log);
  const proposals = new Proposals({ ...settings, edge, offers, order, clock, asRun, metrics, warnings, log });
  const socket = new EdgeSocket({
    edgeUrl: settings.edgeUrl,
    token: settings.originToken,
    channel: settings.channel,
    onOpen: () => order.connected(),
    hear: (message) => {
      if (message.kind === "piece-replaced") assets.doubt(message.asset);
      else order.hear(message);
    },
    log,
  });
  const status: StatusParts = {
    playout: settings.playout,
    startedAtMs: clock.nowMs(),
    clock,
    clockState: time.state,
    order,
    ingest,
    offers,
    assets,
    metrics,
    warnings,
  };
  const loop = new OnAirLoop({
    switcher: { clock, changes, order, offers, rooms, assets, proposals },
    metrics,
    warnings,
    log,
    onTick: (second) => {
      offers.prune();
      rooms.prune(second);
      prepareAssets();
      warnings.set(
        "ingest",
        !ingest.isConnected,
        "Ingest cannot be reached, so live rooms are off air. Check that it runs and INGEST_URL is right.",
      );
      warnings.set(
        "rundown",
        order.rundown === undefined,
        "No rundown has come, so slate is on air. Check that the edge is up and has compiled one.",
      );
      socket.send({ kind: "status", status: statusOf(status) });
    },
  });

  await Promise.all([disk.open(), house.open()]);
  void house.follow();
  socket.start();
  const listening = ingest.run();
  const kept = await rundownFile.read();
  if (kept !== undefined) order.beginWith(kept);
  const coldStart = setTimeout(() => void askForRundown(edge, order), COLD_START_MS);
  prepareAssets();
  const door = await openHttpDoor({ ...settings, clock, loop, metrics, asRun, status });
  const running = loop.run();

  return {
    port: door.port,
    stop: async () => {
      clearTimeout(coldStart);
      time.stop();
      loop.stop();
      ingest.stop();
      socket.stop();
      house.stop();
      assets.stop();
      announce();
      await Promise.all([running, listening]);
      await new Promise((resolve) => door.server.close(resolve));
    },
  };
}

async function askForRundown(edge: EdgeClient, order: RunningOrder): Promise<void> {
  if (order.isFromEdge) return;
  const rundown = await edge.readRundown();
  if (rundown !== undefined && !order.isFromEdge) order.adopt(rundown);
}
