import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { HouseFormatName } from "@nonstop/contract/house-format";
import { Child } from "./child.ts";
import { childrenOf, endLeftovers, recordProcesses } from "./leftovers.ts";
import { type Ports, busyPorts } from "./ports.ts";
import { type Secrets, stationSecrets } from "./secrets.ts";
import { startEdge, type Edge } from "./edge/start-edge.ts";
import { buildWebApp } from "./edge/web-app.ts";

export const REPOSITORY = resolve(fileURLToPath(new URL("../..", import.meta.url)));

export type StationOptions = {
  stateDir: string;
  ports: Ports;
  houseFormat: HouseFormatName;
  timezone: string;
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

export const CONTENTFUL_SPACE = "nonstop";
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
  const vendors = {
    CONTENTFUL_SPACE,
    CONTENTFUL_ENVIRONMENT: "master",
    CONTENTFUL_CDA_TOKEN: secrets.CONTENTFUL_CDA_TOKEN,
    CONTENTFUL_CMA_TOKEN: secrets.CONTENTFUL_CMA_TOKEN,
    CONTENTFUL_WEBHOOK_SECRET: secrets.CONTENTFUL_WEBHOOK_SECRET,
    ZOOM_ACCOUNT_ID: "nonstop-dev",
    ZOOM_HOST_USER: "host@nonstop.example",
    ZOOM_CLIENT_ID: secrets.ZOOM_CLIENT_ID,
    ZOOM_CLIENT_SECRET: secrets.ZOOM_CLIENT_SECRET,
    ZOOM_WEBHOOK_SECRET: secrets.ZOOM_WEBHOOK_SECRET,
    STREAM_WEBHOOK_SECRET: secrets.STREAM_WEBHOOK_SECRET,
    PUBLIC_URL: urls.worker,
  };
  const mail = { SMTP_PORT: String(ports.smtp), SMTP_USER: "nonstop", SMTP_PASSWORD: secrets.SMTP_PASSWORD };
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
      ...vendors,
      CONTENTFUL_PORT: String(ports.contentful),
      ZOOM_PORT: String(ports.zoom),
      STREAM_PORT: String(ports.stream),
      STREAM_TOKEN: secrets.STREAM_API_TOKEN,
      MAIL_PORT: String(ports.mail),
      ...mail,
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
  const ofAll = { CHANNEL: "main", HOUSE_FORMAT: options.houseFormat };
  const ofOrigin = {
    ORIGIN_TOKEN_PLAYOUT: secrets.ORIGIN_TOKEN_PLAYOUT,
    ORIGIN_TOKEN_INGEST: secrets.ORIGIN_TOKEN_INGEST,
  };
  const edge = await startEdge({
    repository: REPOSITORY,
    stateDir,
    host: "127.0.0.1",
    port: ports.worker,
    onLine: (worker, line) => workerLog.write(`${worker}: ${line}\n`),
    bindings: {
      channel: { ...ofAll, ...ofOrigin, STATION_TIMEZONE: options.timezone },
      viewers: ofAll,
      control: {
        ...ofAll,
        ...ofOrigin,
        ...vendors,
        ...mail,
        SMTP_HOST: "127.0.0.1",
        SMTP_FROM: "Nonstop <station@nonstop.example>",
        STATION_TIMEZONE: options.timezone,
        // The stand-in for Zoom sends at once.
        UPSTREAM_DELAY_SECONDS: "0",
        RTMP_URL: `rtmp://127.0.0.1:${ports.rtmp}/live`,
        INGEST_URL: urls.ingest,
        // A source to try things with runs on this machine.
        PULL_LOCAL: "1",
        CONTENTFUL_CDA_HOST: `127.0.0.1:${ports.contentful}`,
        CONTENTFUL_CMA_HOST: `127.0.0.1:${ports.contentful}`,
        CONTENTFUL_INSECURE: "true",
        ZOOM_API_URL: `${urls.zoom}/v2`,
        ZOOM_OAUTH_URL: `${urls.zoom}/oauth/token`,
        STREAM_API_URL: `${urls.stream}/client/v4`,
        STREAM_ACCOUNT_ID: "nonstop-dev",
        STREAM_API_TOKEN: secrets.STREAM_API_TOKEN,
        ACCESS_TEAM_DOMAIN: "",
        ACCESS_AUD: "",
        INGEST_TOKEN: secrets.INGEST_TOKEN,
        STREAM_KEY_SECRET: secrets.STREAM_KEY_SECRET,
        GUEST_LINK_SECRET: secrets.GUEST_LINK_SECRET,
        PRODUCER_TOKEN: secrets.PRODUCER_TOKEN,
        OPERATOR_TOKEN: secrets.OPERATOR_TOKEN,
      },
    },
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
