import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { HouseFormatName } from "@nonstop/contract/house-format";
import type { LiveSource } from "@nonstop/contract/live-input";
import { Child } from "./child.ts";
import { childrenOf, endLeftovers, recordProcesses } from "./leftovers.ts";
import { writeAddresses } from "./doctor/patients/address-file.ts";
import { type Ports, busyPorts } from "./ports.ts";
import { REPOSITORY } from "./repository.ts";
import { type Secrets, stationSecrets } from "./secrets.ts";
import { standInBindings, vendorSettings } from "./edge/stand-in-bindings.ts";
import { startEdge, type Edge } from "./edge/start-edge.ts";
import { buildWebApp } from "./edge/web-app.ts";

export { REPOSITORY };

export type StationOptions = {
  stateDir: string;
  ports: Ports;
  houseFormat: HouseFormatName;
  timezone: string;
  /** Where meetings send; ingest when it is left out. */
  liveSource?: LiveSource;
  /** Who is told of news, as the secret `SUBSCRIBERS` has it. */
  subscribers?: string | undefined;
  /** Called with sentences about what is going on. */
  say: (line: string) => void;
  /** Extra settings for the stand-ins (size of a guest's picture, retry pauses). */
  sandboxEnv?: Readonly<Record<string, string>>;
};

export type ChildName = "sandbox" | "ingest" | "playout";

export type Station = {
  urls: Readonly<Record<"worker" | "ingest" | "playout" | "contentful" | "zoom" | "stream" | "mail", string>>;
  secrets: Secrets;
  children: Readonly<Record<ChildName, Child>>;
  /** Our Workers, each of which can be started anew by itself. */
  workers: Edge["workers"];
  stop: () => Promise<void>;
};

/** A station could not start. The message is a sentence for the operator. */
export class StationError extends Error {}

const CRON_PERIOD_MS = 60_000;
/** How often we record the running processes. Children and the runtime may be restarted at any time. */
const RECORD_PERIOD_MS = 5_000;

/**
 * Puts a whole station on air on this machine: the Workers in workerds of their own, the stand-ins, ingest and playout as
 * children. Resolves when all listen. Throws StationError with what to do about it.
 */
export async function startStation(options: StationOptions): Promise<Station> {
  const { stateDir, ports, say } = options;
  mkdirSync(join(stateDir, "logs"), { recursive: true });
  const leftovers = await endLeftovers(stateDir);
  if (leftovers.kind === "running")
    throw new StationError(
      `A station of this folder is on air already (pid ${leftovers.pid}): stop it first.`,
    );
  if (leftovers.names.length > 0)
    say(`Ended leftovers of a station that was killed: ${leftovers.names.join(", ")}.`);
  recordProcesses(stateDir, [{ name: "station", pid: process.pid }]);
  const busy = await busyPorts(ports);
  if (busy.length > 0)
    throw new StationError(
      `Somebody else listens on ${busy.join(", ")}: end that, or move ours with --port name=number.`,
    );

  const secrets = stationSecrets(stateDir);
  const local = (port: number): string => `http://127.0.0.1:${port}`;
  const urls = {
    worker: local(ports.worker),
    ingest: local(ports.ingest),
    playout: local(ports.playout),
    contentful: local(ports.contentful),
    zoom: local(ports.zoom),
    stream: local(ports.stream),
    mail: local(ports.mail),
  };
  const child = (name: ChildName, env: Record<string, string>): Child =>
    new Child({
      name,
      entry: join(REPOSITORY, "apps", name, "src/main.ts"),
      cwd: REPOSITORY,
      logFile: join(stateDir, "logs", `${name}.log`),
      env: { BIND: "127.0.0.1", STATE_DIR: join(stateDir, name), HOUSE_FORMAT: options.houseFormat, ...env },
    });
  const children = {
    sandbox: child("sandbox", {
      ...vendorSettings(secrets),
      PUBLIC_URL: urls.worker,
      CONTENTFUL_PORT: String(ports.contentful),
      ZOOM_PORT: String(ports.zoom),
      STREAM_PORT: String(ports.stream),
      STREAM_RTMPS_PORT: String(ports.streamrtmps),
      STREAM_TOKEN: secrets.STREAM_API_TOKEN,
      MAIL_PORT: String(ports.mail),
      SMTP_PORT: String(ports.smtp),
      // Smaller guests, so that two guests, two rooms and a browser fit on two cores.
      ...(options.houseFormat === "720p" ? { GUEST_SIZE: "960x540" } : {}),
      ...options.sandboxEnv,
    }),
    ingest: child("ingest", {
      PORT: String(ports.ingest),
      RTMP_PORT: String(ports.rtmp),
      EDGE_URL: urls.worker,
      ORIGIN_TOKEN: secrets.ORIGIN_TOKEN_INGEST,
      INGEST_TOKEN: secrets.INGEST_TOKEN,
      STREAM_KEY_SECRET: secrets.STREAM_KEY_SECRET,
      PULL_LOCAL: "1",
    }),
    playout: child("playout", {
      PORT: String(ports.playout),
      PLAYOUT: "playout-1",
      CHANNEL: "main",
      EDGE_URL: urls.worker,
      ORIGIN_TOKEN: secrets.ORIGIN_TOKEN_PLAYOUT,
      INGEST_URL: urls.ingest,
      INGEST_TOKEN: secrets.INGEST_TOKEN,
    }),
  };

  const workerLog = createWriteStream(join(stateDir, "logs", "worker.log"), { flags: "w" });
  workerLog.on("error", () => undefined);
  say("Building the pages and the Workers ...");
  await buildWebApp(REPOSITORY);
  const edge = await startEdge({
    repository: REPOSITORY,
    stateDir,
    host: "127.0.0.1",
    port: ports.worker,
    onLine: (worker, line) => workerLog.write(`${worker}: ${line}\n`),
    bindings: standInBindings({
      houseFormat: options.houseFormat,
      timezone: options.timezone,
      liveSource: options.liveSource ?? "ingest",
      subscribers: options.subscribers,
      secrets,
      addresses: {
        ...urls,
        rtmp: `rtmp://127.0.0.1:${ports.rtmp}/live`,
        smtp: { host: "127.0.0.1", port: ports.smtp },
      },
    }),
  });
  const record = (): void =>
    recordProcesses(stateDir, [
      { name: "station", pid: process.pid },
      ...childrenOf(process.pid).map((pid) => ({ name: commandOf(pid), pid })),
    ]);
  record();
  const recording = setInterval(record, RECORD_PERIOD_MS);
  const cron = setInterval(() => void edge.tick().catch(() => undefined), CRON_PERIOD_MS);
  const stop = async (): Promise<void> => {
    clearInterval(cron);
    clearInterval(recording);
    await Promise.all(Object.values(children).map((each) => each.stop()));
    await edge.dispose();
    workerLog.end();
    recordProcesses(stateDir, []);
  };
  try {
    say("Starting the stand-ins, ingest and playout ...");
    await Promise.all(
      Object.values(children).map(async (each) => {
        await each.start();
        each.events.on("listening", record);
      }),
    );
  } catch (error) {
    await stop();
    throw new StationError(error instanceof Error ? error.message : String(error));
  }
  record();
  writeAddresses(stateDir, {
    worker: urls.worker,
    ingest: urls.ingest,
    contentful: urls.contentful,
    zoom: urls.zoom,
  });
  return { urls, secrets, children, workers: edge.workers, stop };
}

/** Deletes everything that a station knew: schedule, library and as-run. */
export async function clearState(stateDir: string): Promise<void> {
  const leftovers = await endLeftovers(stateDir);
  if (leftovers.kind === "running")
    throw new StationError(
      `A station of this folder is on air (pid ${leftovers.pid}): stop it before clearing its state.`,
    );
  if (existsSync(stateDir)) rmSync(stateDir, { recursive: true });
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8").trim();
  } catch {
    return "child";
  }
}
