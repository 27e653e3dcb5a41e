import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { playDemoDay } from "@nonstop/station/demo-day";
import type { Drill, DrillResult } from "@nonstop/station/drills";
import type { Ports } from "@nonstop/station/ports";
import { DEMO_SECRETS, type Secrets } from "@nonstop/station/secrets";
import type { Browser } from "playwright-core";
import { z } from "zod";
import { openBrowser } from "../src/browser.ts";
import { makeBaseImage } from "./containers/base-image.ts";
import { buildImages, type Engine, installTools, startEngine } from "./containers/engine.ts";
import { words } from "./containers/run-tool.ts";
import {
  drillPorts,
  HOUSE,
  INGEST_HOST,
  secondsSince,
  startAuthority,
  STATION_HOST,
  untilAired,
  untilHealthy,
} from "./containers/station-steps.ts";
import { watchChannel } from "./containers/watcher.ts";

/** The user of the images. */
const NODE_USER = 1000;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

export const drill: Drill = {
  about:
    "goes from `pnpm setup`, with answers in a file, to a picture and a guest: vendors are stand-ins as a newcomer has them, everything else is as on a real station's machine, in containers (root; --built takes the images as they are)",
  run: async (args) => {
    const { values } = parseArgs({ args, options: { built: { type: "boolean", default: false } } });
    await installTools(say);
    await makeBaseImage(say);
    if (!values.built) await buildImages(say);
    const folder = mkdtempSync(join(tmpdir(), "nonstop-station-"));
    chownSync(folder, NODE_USER, NODE_USER);
    const { ports, env } = await drillPorts();
    const engine = await startEngine(
      { ...env, STATION_FOLDER: folder },
      "e2e/drills/containers/docker-compose.setup.yml",
    );
    const browser = await openBrowser();
    try {
      return await setUp(engine, browser, { ports, env, folder });
    } finally {
      await browser.close();
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function setUp(
  engine: Engine,
  browser: Browser,
  o: { ports: Ports; env: Readonly<Record<string, string>>; folder: string },
): Promise<DrillResult> {
  const local = (port: number): string => `http://127.0.0.1:${port}`;
  const urls = {
    worker: local(o.ports.worker),
    ingest: local(o.ports.ingest),
    playout: local(o.ports.playout),
    contentful: local(o.ports.contentful),
    zoom: local(o.ports.zoom),
    stream: local(o.ports.stream),
    mail: local(o.ports.mail),
  };
  say("The vendors ...");
  await startAuthority(engine);
  await engine.compose(words("up --detach --no-build --no-deps sandbox"));
  await untilHealthy(urls.contentful);

  const answers = join(o.folder, "answers.json");
  writeFileSync(answers, JSON.stringify(ANSWERS));
  chmodSync(answers, 0o644);
  const startedMs = performance.now();
  say("pnpm setup ...");
  const first = await setupIn(engine, o.folder);
  say(first);
  const toSetUp = secondsSince(startedMs);
  await engine.compose(words("up --detach --no-build"), { ...vmEnv(o.folder), ...o.env });
  await untilHealthy(urls.worker);
  const watcher = await watchChannel(browser, urls.worker);
  const plays = await watcher.goesOn(3);
  const toPicture = secondsSince(startedMs);
  say(`${plays ? "good" : "BAD"}: the player plays, ${toPicture} s after setup began`);

  const again = await setupIn(engine, o.folder);
  const isStill = again.includes("Nothing was changed.");
  say(`${isStill ? "good" : "BAD"}: a second setup changes nothing`);
  const secrets = secretsIn(o.folder);
  const abort = new AbortController();
  const day = playDemoDay(
    { urls, secrets },
    { stateDir: o.folder, timezone: "Europe/Berlin", say, abort: abort.signal },
  ).catch((error: unknown) => {
    if (!abort.signal.aborted) say(String(error));
  });
  await untilAired(urls.worker, secrets.PRODUCER_TOKEN, "live");
  const toGuest = secondsSince(startedMs);
  const goesOn = await watcher.goesOn(5);
  abort.abort();
  await day;
  return {
    passed: plays && isStill && goesOn,
    summary: `Setup ${toSetUp} s; from its start to a picture in the browser ${toPicture} s, to a guest who came through Contentful, Zoom and RTMPS ${toGuest} s.`,
  };
}

const ANSWERS = {
  station: {
    host: STATION_HOST,
    ingestHost: INGEST_HOST,
    timezone: "Europe/Berlin",
    region: "weur",
    houseFormat: HOUSE,
  },
  contentful: {
    space: "nonstop",
    managementToken: DEMO_SECRETS.CONTENTFUL_CMA_TOKEN,
    host: "sandbox:8990",
    deliveryHost: "sandbox:8990",
    insecure: true,
  },
  zoom: {
    accountId: "nonstop-dev",
    clientId: DEMO_SECRETS.ZOOM_CLIENT_ID,
    clientSecret: DEMO_SECRETS.ZOOM_CLIENT_SECRET,
    webhookSecret: DEMO_SECRETS.ZOOM_WEBHOOK_SECRET,
    hostUser: "host@nonstop.example",
    apiUrl: "http://sandbox:8991/v2",
    oauthUrl: "http://sandbox:8991/oauth/token",
  },
  cloudflare: {
    accountId: "nonstop-dev",
    apiToken: DEMO_SECRETS.STREAM_API_TOKEN,
    zone: "nonstop.example",
    apiUrl: "http://sandbox:8992/client/v4",
  },
};

/** Runs setup on the containers' network, where the vendors have their names. Returns what it said. */
async function setupIn(engine: Engine, folder: string): Promise<string> {
  const { output } = await engine.podman([
    ...words(`run --rm --network ${engine.network} --volume ${folder}:/station --entrypoint node`),
    ...words("localhost/nonstop/edge station/src/setup.ts --yes"),
    ...words("--answers /station/answers.json --folder /station"),
  ]);
  return output;
}

/** What setup wrote for the machine. */
function vmEnv(folder: string): Record<string, string> {
  const lines = readFileSync(join(folder, "vm.env"), "utf8").split("\n");
  return Object.fromEntries(
    lines.flatMap((line) => {
      const [, name, value] = /^([A-Z_]+)=(.*)$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, value ?? ""]];
    }),
  );
}

/** The station's secrets, and those that the stand-ins know. */
function secretsIn(folder: string): Secrets {
  const made = z
    .record(z.string(), z.string())
    .parse(JSON.parse(readFileSync(join(folder, "secrets.json"), "utf8")));
  return { ...DEMO_SECRETS, ...made };
}
