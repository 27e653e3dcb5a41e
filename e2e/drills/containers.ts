import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { Drill, DrillResult } from "@nonstop/station/drills";
import type { Ports } from "@nonstop/station/ports";
import { DEMO_SECRETS } from "@nonstop/station/secrets";
import { REPOSITORY } from "@nonstop/station/station";
import type { Browser } from "playwright-core";
import { openBrowser } from "../src/browser.ts";
import { makeBaseImage } from "./containers/base-image.ts";
import { becomesHealthy, containmentProblems } from "./containers/contained.ts";
import { buildImages, type Engine, installTools, startEngine } from "./containers/engine.ts";
import { guessKeys, keyOf, publish, untilRoom } from "./containers/publish.ts";
import { words } from "./containers/run-tool.ts";
import { certificateAt } from "./containers/served-certificate.ts";
import {
  drillPorts,
  INGEST_HOST,
  secondsSince,
  startAuthority,
  untilAired,
  untilHealthy,
} from "./containers/station-steps.ts";
import { type Watcher, watchChannel } from "./containers/watcher.ts";

const PICTURES = join(REPOSITORY, ".nonstop/drill-containers");
/** One more than ingest lets an address show in a minute. */
const WRONG_KEYS = 21;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

export const drill: Drill = {
  about:
    "builds all images and runs the whole station in containers without a Docker engine: picture, pages, containment, certificates, RTMPS, and a container that is killed (root; --built takes the images as they are)",
  run: async (args) => {
    const { values } = parseArgs({ args, options: { built: { type: "boolean", default: false } } });
    await installTools(say);
    await makeBaseImage(say);
    const buildingMs = performance.now();
    if (!values.built) await buildImages(say);
    const built = values.built ? "" : `Images built in ${secondsSince(buildingMs)} s. `;
    const { ports, rtmpsPort, env } = await drillPorts();
    const engine = await startEngine(env);
    const browser = await openBrowser();
    try {
      const result = await runStation(engine, browser, { ports, rtmpsPort });
      return { ...result, summary: built + result.summary };
    } finally {
      await browser.close();
      await engine.close();
    }
  },
};

async function runStation(
  engine: Engine,
  browser: Browser,
  { ports, rtmpsPort }: { ports: Ports; rtmpsPort: number },
): Promise<DrillResult> {
  const worker = `http://127.0.0.1:${ports.worker}`;
  const ingest = `http://127.0.0.1:${ports.ingest}`;
  const contentful = `http://127.0.0.1:${ports.contentful}`;
  const rtmps = { host: "127.0.0.1", port: rtmpsPort, servername: INGEST_HOST };
  const problems: string[] = [];
  const expect = (holds: boolean, sentence: string): void => {
    say(`${holds ? "good" : "BAD"}: ${sentence}`);
    if (!holds) problems.push(sentence);
  };

  say("Starting the containers ...");
  await startAuthority(engine);
  const startedMs = performance.now();
  await engine.compose(words("up --detach --no-build"));
  await untilHealthy(worker);
  const watcher = await watchChannel(browser, worker);
  const toPicture = secondsSince(startedMs);
  expect(await watcher.goesOn(3), `the player plays, ${toPicture} s after the start`);
  await untilAired(worker, DEMO_SECRETS.PRODUCER_TOKEN, "live");
  const toGuest = secondsSince(startedMs);
  expect(await watcher.goesOn(5), `a guest is on air, who came by RTMPS, ${toGuest} s after the start`);
  await seePages(watcher, browser, { worker, contentful });

  for (const problem of await containmentProblems(engine)) expect(false, problem);
  expect(true, "containment was looked at: user, capabilities, root, volumes, limits, health");

  while (!(await certificateAt(rtmps)).names.includes(INGEST_HOST)) await pause(500);
  const first = await certificateAt(rtmps);
  expect(true, "the proxy has a certificate from the authority, by ACME");
  const publisher = await publish(engine, "publisher", `rtmps://${INGEST_HOST}:443/live/${keyOf("drill")}`);
  await untilRoom(ingest, "drill", "live");
  expect(true, "RTMPS on 443 is a room, with a certificate that was verified");
  const address = `rtmps://${INGEST_HOST}:1936/live/${keyOf("drill", "another-secret")}`;
  await guessKeys(engine, address, WRONG_KEYS);
  const other = await publish(engine, "other", `rtmps://${INGEST_HOST}:1936/live/${keyOf("drill-2")}`);
  await untilRoom(ingest, "drill-2", "live");
  expect(true, "whoever guesses keys shuts out himself alone, behind the same proxy");
  await other.end();

  await engine.podman(["exec", engine.containerOf("certificates"), "rm", "-r", CERTIFICATES]);
  await engine.compose(["restart", "certificates"]);
  while ((await certificateAt(rtmps)).serial === first.serial) await pause(500);
  expect(await publisher.isRunning(), "a new certificate is in use, and the push went on");
  await publisher.end();

  for (const service of ["ingest", "playout"] as const) {
    await killProcess(engine, service);
    expect(await watcher.goesOn(15), `the picture goes on while ${service} is killed`);
    expect(await becomesHealthy(engine, engine.containerOf(service)), `${service} comes back by itself`);
  }
  await untilAired(worker, DEMO_SECRETS.PRODUCER_TOKEN, "live");
  expect(true, "a guest is on air again");
  await engine.podman(["rm", "--force", "--volumes", engine.containerOf("playout")]);
  await engine.podman(["volume", "rm", "--force", "nonstop-drill_playout"]);
  await engine.compose(["up", "--detach", "--no-build", "playout"]);
  await untilRundown(engine);
  expect(true, "a playout with an empty disk gets its rundown from its socket");
  await watcher.page.screenshot({ path: join(PICTURES, "player-at-the-end.png") });

  const passed = problems.length === 0;
  const found = passed ? "nothing was wrong" : problems.join("; ");
  return {
    passed,
    summary: `From the start of the containers to a picture in the browser ${toPicture} s, to a guest on air ${toGuest} s; ${found}.`,
  };
}

const CERTIFICATES = "/var/lib/nonstop/caddy/certificates";

/** Ends a container's first process as a crash would: the engine's own kill would count as a wish. */
async function killProcess(engine: Engine, service: string): Promise<void> {
  const { output } = await engine.podman([
    "inspect",
    "--format",
    "{{.State.Pid}}",
    engine.containerOf(service),
  ]);
  process.kill(Number(output.trim()), "SIGKILL");
}

async function untilRundown(engine: Engine): Promise<void> {
  for (;;) {
    const { output } = await engine.podman(["logs", engine.containerOf("playout")], { mayFail: true });
    if (output.includes('"event":"rundown"')) return;
    await pause(500);
  }
}

/** Looks at the pages as people do, and keeps their pictures. */
async function seePages(
  watcher: Watcher,
  browser: Browser,
  { worker, contentful }: { worker: string; contentful: string },
): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  await watcher.page.screenshot({ path: join(PICTURES, "player.png") });
  const page = await (await browser.newContext({ viewport: { width: 1400, height: 900 } })).newPage();
  await page.goto(`${worker}/schedule`);
  await page.getByText("Hello, World").filter({ visible: true }).first().waitFor();
  await page.screenshot({ path: join(PICTURES, "guide.png") });
  await page.goto(`${worker}/control-room/#token=${DEMO_SECRETS.PRODUCER_TOKEN}`);
  await page.locator('.desk[data-stale="false"]').waitFor();
  await page.getByText("No picture yet").waitFor({ state: "hidden" });
  await page.screenshot({ path: join(PICTURES, "control-room.png") });
  await page.goto(`${contentful}/`);
  await page.screenshot({ path: join(PICTURES, "contentful.png") });
  await page.close();
  say(`Pictures of the pages: ${PICTURES}`);
}
