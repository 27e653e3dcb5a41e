import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { readSettings } from "@nonstop/service/settings";
import { z } from "zod";
import { playDemoDay } from "../demo-day.ts";
import { vendorSettings } from "../edge/stand-in-bindings.ts";
import { DEMO_SECRETS } from "../secrets.ts";
import { REPOSITORY } from "../station.ts";

/** The process of the demo's `sandbox` container: the vendors' stand-ins, and the demo day played through them. */

const ASK_AGAIN_MS = 500;

const Environment = z.object({
  STATE_DIR: z.string().min(1).describe("a folder for what the stand-ins know, and for films"),
  HOUSE_FORMAT: z.string().default("720p").describe("the house format of the station"),
  GUEST_SIZE: z.string().optional().describe("the raster of the guests' pictures, such as 960x540"),
  STATION_TIMEZONE: z.string().default("Europe/Berlin").describe("a time zone such as Europe/Berlin"),
  EDGE_URL: z.url().describe("the address of the Workers, such as http://edge:8787"),
  INGEST_URL: z.url().describe("the address of ingest, such as http://ingest:8935"),
  DEMO: z.enum(["1", "0"]).default("1").describe("0 to publish nothing: an empty station, on slate"),
});

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const read = readSettings(Environment, process.env);
if (read.kind === "wrong") {
  process.stderr.write(`sandbox: ${read.sentences.join(" ")}\n`);
  process.exit(1);
}
const settings = read.settings;
const standIns = spawn(process.execPath, [join(REPOSITORY, "apps/sandbox/src/main.ts")], {
  stdio: ["ignore", "inherit", "inherit"],
  env: {
    ...process.env,
    ...vendorSettings(DEMO_SECRETS),
    STREAM_TOKEN: DEMO_SECRETS.STREAM_API_TOKEN,
    // Where webhooks go.
    PUBLIC_URL: settings.EDGE_URL,
    BIND: "0.0.0.0",
    HOUSE_FORMAT: settings.HOUSE_FORMAT,
    // Smaller guests, so that two guests, two rooms and a browser fit on two cores.
    GUEST_SIZE: settings.GUEST_SIZE ?? (settings.HOUSE_FORMAT === "360p" ? "640x360" : "960x540"),
    STATE_DIR: settings.STATE_DIR,
  },
});
standIns.on("exit", (code) => process.exit(code ?? 1));
const abort = new AbortController();
for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.on(signal, () => {
    abort.abort();
    standIns.kill(signal);
  });

if (settings.DEMO === "1") {
  const urls = {
    worker: settings.EDGE_URL,
    ingest: settings.INGEST_URL,
    playout: "http://playout:8936",
    contentful: "http://127.0.0.1:8990",
    zoom: "http://127.0.0.1:8991",
    stream: "http://127.0.0.1:8992",
    mail: "http://127.0.0.1:8993",
  };
  await Promise.all([urls.worker, urls.ingest, urls.contentful].map(untilHealthy));
  try {
    await playDemoDay(
      { urls, secrets: DEMO_SECRETS },
      { stateDir: settings.STATE_DIR, timezone: settings.STATION_TIMEZONE, say, abort: abort.signal },
    );
  } catch (error) {
    if (!abort.signal.aborted)
      say(`The demo day stopped: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function untilHealthy(url: string): Promise<void> {
  while (!abort.signal.aborted) {
    const answer = await fetch(`${url}/healthz`).catch(() => undefined);
    if (answer?.ok === true) return;
    await pause(ASK_AGAIN_MS, undefined, { signal: abort.signal }).catch(() => undefined);
  }
}
