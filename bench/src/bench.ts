import { secondOf } from "@nonstop/contract/time";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { chromium } from "playwright-core";
import type { CommittedSecond } from "@nonstop/contract/as-run";
import { routes } from "@nonstop/contract/routes";
import { DEMO_FILMS, fillLibrary } from "@nonstop/station/demo-films";
import { freePorts } from "@nonstop/station/ports";
import { CHROMIUM, ensureTools, FFMPEG } from "@nonstop/station/prerequisites";
import { QUIET_CHROMIUM } from "@nonstop/station/chromium";
import { ProgrammingTeam } from "@nonstop/station/programming-team";
import { watchStarvation } from "./starvation.ts";
import { REPOSITORY, startStation } from "@nonstop/station/station";
import { CommitWatch } from "./commit-watch.ts";
import { quantile, spread } from "./figures.ts";
import { glassLatencyMs } from "./glass-latency.ts";
import { publishTimes } from "./publish-times.ts";
import { costOf, familyOf } from "./process-cost.ts";

/**
 * `pnpm bench`: runs one station at 720p on this machine and measures what an operator or a viewer would notice. Prints a
 * table and writes it to docs/BENCH.md. It runs for about six minutes and asserts nothing.
 */
const FILM_SECONDS = 60;
const PLAY_BEFORE_SECONDS = 60;
const LATENCY_SAMPLES = 60;
const TAKES = 8;
const PUBLISHES = 20;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const nowSecond = (): number => secondOf(Date.now());
const rows: [figure: string, measured: string, goal: string][] = [];
const row = (figure: string, measured: string, goal = ""): void => {
  rows.push([figure, measured, goal]);
  say(`${figure}: ${measured}${goal === "" ? "" : `   (goal ${goal})`}`);
};

const tools = ensureTools([FFMPEG, CHROMIUM]);
if (tools.kind === "missing") {
  say(tools.message);
  process.exit(1);
}

const stolenShare = watchStarvation();
const stateDir = mkdtempSync(join(tmpdir(), "nonstop-bench-"));
const startedMs = performance.now();
const station = await startStation({
  stateDir,
  ports: await freePorts(),
  houseFormat: "720p",
  timezone: "UTC",
  say,
});
const upAfterMs = performance.now() - startedMs;
const watch = new CommitWatch(station);
await watch.next(() => true);
row(
  "processes starting to first committed second",
  `${((performance.now() - startedMs) / 1000).toFixed(1)} s`,
  "10 s",
);
row("processes starting to all listening", `${(upAfterMs / 1000).toFixed(1)} s`);

const browser = await chromium.launch(QUIET_CHROMIUM);
try {
  const team = new ProgrammingTeam(station);
  await fillLibrary(station, { folder: join(stateDir, "films"), marks: true, say });
  for (const film of DEMO_FILMS)
    await team.publish("recording", `recording-${film.asset}`, { title: film.title, asset: film.asset });

  say("\nRecorded programmes on air ...");
  const pids = (): { playout: number; ingest: number } => ({
    playout: station.children.playout.pid ?? 0,
    ingest: station.children.ingest.pid ?? 0,
  });
  await watch.next((second) => second.room.kind === "asset");
  const playoutBefore = costOf(pids().playout)?.cpuSeconds ?? 0;
  const from = watch.heard.length;
  await pause(FILM_SECONDS * 1000);
  const playoutCpu = (costOf(pids().playout)?.cpuSeconds ?? 0) - playoutBefore;
  row(
    "playout, recorded programmes, CPU-s a programme minute",
    ((playoutCpu * 60) / FILM_SECONDS).toFixed(2),
    "2",
  );
  row(
    "commit after the end of a recorded second, ms, p50 / p95 / max",
    lateness(watch.heard.slice(from)),
    "1500 at most",
  );

  say("\nA live room on air ...");
  const begin = nowSecond() + 30;
  await team.publishEvent({
    id: "bench-live",
    slug: "bench-live",
    title: "Bench",
    summary: "",
    kind: "live",
    timezone: "UTC",
    startsAt: begin,
    endsAt: begin + 3600,
  });
  let meeting: unknown;
  while (typeof meeting !== "string") {
    await pause(200);
    meeting = await team.field("bench-live", "zoomMeetingId");
  }
  await fetch(`${station.urls.zoom}/sandbox/meetings/${meeting}/join`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "Bench Guest" }),
  });
  await watch.next((second) => second.room.kind === "live");
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${station.urls.worker}/`);
  await pause(5000);
  const roomBefore = liveRoomCpu();
  const liveFrom = watch.heard.length;
  await pause(PLAY_BEFORE_SECONDS * 1000);
  const roomCpu = liveRoomCpu() - roomBefore;
  row(
    "one live 720p room (ingest and its ffmpeg), CPU-s a minute",
    ((roomCpu * 60) / PLAY_BEFORE_SECONDS).toFixed(1),
    "20",
  );
  row(
    "commit after the end of a live second, ms, p50 / p95 / max",
    lateness(watch.heard.slice(liveFrom)),
    "1500 at most",
  );

  const latencies: number[] = [];
  for (let sample = 0; sample < LATENCY_SAMPLES; sample++) {
    const latency = await glassLatencyMs(page);
    if (latency !== undefined) latencies.push(latency);
    await pause(500);
  }
  row(
    `glass latency in Chromium after ${PLAY_BEFORE_SECONDS} s of play, ms, p50 / p95 / max (${latencies.length} samples)`,
    spread(latencies, 0),
    "p95 4500",
  );
  const stalls = await page.evaluate(() => {
    const quality = document.querySelector("video")?.getVideoPlaybackQuality();
    return { dropped: quality?.droppedVideoFrames ?? -1, shown: quality?.totalVideoFrames ?? -1 };
  });
  row("pictures dropped by Chromium", `${stalls.dropped} of ${stalls.shown}`);

  say("\nTakes ...");
  const takes: number[] = [];
  for (let count = 0; count < TAKES; count++) {
    const id = `bench-${count}`;
    const to = count % 2 === 0 ? { kind: "asset", asset: "slow-light" } : { kind: "slate" };
    const onAir = watch.next((second) => second.take === id);
    const pressedMs = Date.now();
    const answer = await fetch(`${station.urls.worker}${routes.takes("main")}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${station.secrets.PRODUCER_TOKEN}`,
      },
      body: JSON.stringify({ id, from: nowSecond() - 3, to }),
    });
    if (!answer.ok) throw new Error(`take: ${answer.status} ${await answer.text()}`);
    takes.push((await onAir).heardAtMs - pressedMs);
    await pause(2300 + 137 * count);
  }
  row("take, from the press to its first committed second, ms, p50 / p95 / max", spread(takes, 0), "3000");

  say("\nPublishing ...");
  const published = await publishTimes(station, team, PUBLISHES);
  const fromPublish = `from a publish, ms, p50 / p95 / max (${PUBLISHES} publishes; Contentful answers after 80 ms, Zoom after 200)`;
  row(`the programme in the guide, ${fromPublish}`, spread(published.guide, 0), "p95 1000");
  row("its guest's invite in the entry, ms", spread(published.entry, 0), "p95 3000");
  row("its guest's mail in the box, ms", spread(published.mail, 0), "p95 10000");

  say("\nMemory ...");
  const megabytes = (pid: number): string => `${Math.round((costOf(pid)?.residentBytes ?? 0) / 1e6)} MB`;
  row("memory of playout", megabytes(pids().playout), "150 MB");
  row("memory of ingest", megabytes(pids().ingest));
  for (const each of familyOf(pids().ingest).filter(({ command }) => command === "ffmpeg"))
    row("memory of the live room's ffmpeg", megabytes(each.pid));
  for (const each of familyOf(process.pid).filter(({ command }) => command === "workerd"))
    row("memory of a workerd of the edge", megabytes(each.pid));

  row(
    "processor time that the host gave to others during the run",
    `${Math.round(stolenShare() * 100)} %`,
    "0 %",
  );
  const report = join(REPOSITORY, "docs", "BENCH.md");
  writeFileSync(report, benchDocument());
  spawnSync(process.execPath, [join(REPOSITORY, "node_modules/oxfmt/bin/oxfmt"), report]);
} finally {
  watch.close();
  await browser.close();
  await station.stop();
  rmSync(stateDir, { recursive: true });
}

/** CPU seconds that ingest and every process below it have used so far. */
function liveRoomCpu(): number {
  return familyOf(station.children.ingest.pid ?? 0).reduce(
    (sum, each) => sum + (costOf(each.pid)?.cpuSeconds ?? 0),
    0,
  );
}

/** How long after its end each second was committed, by the clock of the edge. */
function lateness(heard: readonly { second: CommittedSecond }[]): string {
  const late = heard.flatMap(({ second }) =>
    second.committedAtMs === undefined ? [] : [second.committedAtMs - (second.second + 1) * 1000],
  );
  return (
    spread(late, 0) +
    (late.length === 0 ? "" : ` (${late.length} seconds, ${quantile(late, 0.99).toFixed(0)} at p99)`)
  );
}

function benchDocument(): string {
  const table = rows.map((each) => `| ${each.join(" | ")} |`).join("\n");
  return `# Measured

By \`npx -y pnpm@12 bench\` on ${new Date().toISOString().slice(0, 10)}: a whole station at 720p, its guest and its viewer on
one machine with ${cpus().length} cores (${cpus()[0]?.model.trim() ?? "unknown"}). Everything shares these cores, so the
figures are upper bounds; single run.

| figure | measured | goal |
| --- | --- | --- |
${table}
`;
}
