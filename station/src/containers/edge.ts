import { join } from "node:path";
import { HOUSE_FORMAT_NAMES } from "@nonstop/contract/house-format";
import { runService } from "@nonstop/service/run-service";
import { readSettings } from "@nonstop/service/settings";
import { z } from "zod";
import { productionBindings } from "../edge/production-bindings.ts";
import { standInBindings } from "../edge/stand-in-bindings.ts";
import { type EdgeBindings, startEdge } from "../edge/start-edge.ts";
import { CONFIG_FOLDER } from "../setup/cloudflare/configs-part.ts";
import { StationFolder } from "../setup/station-folder.ts";
import { DEMO_SECRETS } from "../secrets.ts";
import { REPOSITORY } from "../station.ts";

/** The process of the demo's `edge` container: our three Workers in workerds of their own, behind one port. */

const CRON_PERIOD_MS = 60_000;

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8787).describe("the station's port"),
  STATE_DIR: z.string().min(1).describe("a folder for objects, KV and R2"),
  BUNDLES: z.string().min(1).describe("the folder with a bundle of each Worker"),
  HOUSE_FORMAT: z.enum(HOUSE_FORMAT_NAMES).default("720p").describe(HOUSE_FORMAT_NAMES.join(", ")),
  STATION_TIMEZONE: z.string().default("Europe/Berlin").describe("a time zone such as Europe/Berlin"),
  PUBLIC_URL: z
    .url()
    .default("http://127.0.0.1:8787")
    .describe("the address at which people find the station"),
  RTMP_URL: z.url().describe("the address to which Zoom's stand-in sends, such as rtmps://proxy:1936/live"),
  INGEST_URL: z.url().describe("the address of ingest, such as http://ingest:8935"),
  STATION_FOLDER: z
    .string()
    .optional()
    .describe("a real station's folder as setup left it, or leave it out: then all is the demo's"),
  SANDBOX: z.string().default("sandbox").describe("the name of the stand-ins' host"),
});
type Settings = z.infer<typeof Environment>;

/** What the Workers are given: as setup configured them for Cloudflare, or the demo's stand-ins. */
function configured(settings: Settings): { configs?: string; bindings: EdgeBindings } {
  if (settings.STATION_FOLDER !== undefined) {
    const folder = new StationFolder(settings.STATION_FOLDER);
    return { configs: join(folder.path, CONFIG_FOLDER), bindings: productionBindings(folder, {}) };
  }
  const at = (port: number): string => `http://${settings.SANDBOX}:${port}`;
  const bindings = standInBindings({
    houseFormat: settings.HOUSE_FORMAT,
    timezone: settings.STATION_TIMEZONE,
    secrets: DEMO_SECRETS,
    addresses: {
      worker: settings.PUBLIC_URL,
      ingest: settings.INGEST_URL,
      rtmp: settings.RTMP_URL,
      contentful: at(8990),
      zoom: at(8991),
      stream: at(8992),
      smtp: { host: settings.SANDBOX, port: 8025 },
    },
  });
  return { bindings };
}

const read = readSettings(Environment, process.env);
await runService({
  name: "edge",
  settings: read.kind === "wrong" ? read : { ...read, settings: { ...read.settings, exitWithParent: false } },
  start: async (settings, log) => {
    const edge = await startEdge({
      repository: REPOSITORY,
      stateDir: settings.STATE_DIR,
      host: "0.0.0.0",
      port: settings.PORT,
      bundles: settings.BUNDLES,
      onLine: (worker, line) => log("worker", { worker, line }),
      ...configured(settings),
    });
    const cron = setInterval(() => void edge.tick().catch(() => undefined), CRON_PERIOD_MS);
    return {
      listening: { port: settings.PORT },
      stop: async () => {
        clearInterval(cron);
        await edge.dispose();
      },
    };
  },
});
