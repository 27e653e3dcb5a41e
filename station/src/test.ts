import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { DEPLOY_ORDER, deployments } from "./deploy-plan.ts";
import { CHROMIUM, ensureTools, FFMPEG } from "./prerequisites.ts";
import { RETRIED_FILE } from "./retried-tests.ts";
import { REPOSITORY } from "./station.ts";
import { buildWebApp } from "./edge/web-app.ts";

/** `pnpm test`: every check and every test. Those that are cheapest to fail come first. */

const Report = z.object({ numPassedTests: z.int(), numFailedTests: z.int(), numPendingTests: z.int() });
const Retried = z.array(z.string());

/** Most of our tests wait for something, so one worker more than there are processors keeps these busy. */
const UNIT_WORKERS = "3";

const startedMs = performance.now();
const scratch = mkdtempSync(join(tmpdir(), "nonstop-test-"));
const counts = { passed: 0, failed: 0, skipped: 0 };
const retried: string[] = [];

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const secondsSince = (ms: number): string => `${Math.round((performance.now() - ms) / 1000)} s`;

/** Runs one of our tools. Its output is either shown as it comes or kept. Returns the exit code and the kept output. */
async function run(
  words: readonly string[],
  o: { shown: boolean; env?: Readonly<Record<string, string>> },
): Promise<{ code: number; output: string }> {
  const [bin = "", ...rest] = words;
  const child = spawn(process.execPath, [join(REPOSITORY, bin), ...rest], {
    cwd: REPOSITORY,
    stdio: ["ignore", o.shown ? "inherit" : "pipe", o.shown ? "inherit" : "pipe"],
    env: { ...process.env, WRANGLER_SEND_METRICS: "false", ...o.env },
  });
  let output = "";
  for (const pipe of [child.stdout, child.stderr])
    pipe?.setEncoding("utf8").on("data", (text: string) => (output += text));
  const [code] = z
    .tuple([z.int().nullable()])
    .rest(z.unknown())
    .parse(await once(child, "close"));
  return { code: code ?? 1, output };
}

/** Runs a check. A passing check prints one line, a failing one its whole output. */
async function check(title: string, words: readonly string[]): Promise<boolean> {
  const sinceMs = performance.now();
  const { code, output } = await run(words, { shown: false });
  say(code === 0 ? `${title}: ${secondsSince(sinceMs)}` : `\n== ${title}: failed\n${output}`);
  return code === 0;
}

async function deployDry(): Promise<boolean> {
  await buildWebApp(REPOSITORY);
  const passed = await Promise.all(
    deployments({ kind: "dry-run", outdir: join(scratch, "workers") }, DEPLOY_ORDER).map(
      ({ worker, words }) => check(`deploy of ${worker}, dry`, words),
    ),
  );
  return !passed.includes(false);
}

/** Runs vitest projects and adds to the counts. False when a test failed. */
async function test(title: string, words: readonly string[]): Promise<boolean> {
  say(`\n== ${title}`);
  const sinceMs = performance.now();
  const [report, retriedFile] = [join(scratch, "report.json"), join(scratch, "retried.json")];
  for (const file of [report, retriedFile]) rmSync(file, { force: true });
  const reporters = ["default", "json", join(REPOSITORY, "station/src/retried-tests.ts")];
  const { code } = await run(
    [
      "node_modules/vitest/vitest.mjs",
      "run",
      ...words,
      ...reporters.map((each) => `--reporter=${each}`),
      `--outputFile.json=${report}`,
    ],
    { shown: true, env: { [RETRIED_FILE]: retriedFile } },
  );
  if (existsSync(report)) {
    const { numPassedTests, numFailedTests, numPendingTests } = Report.parse(
      JSON.parse(readFileSync(report, "utf8")),
    );
    counts.passed += numPassedTests;
    counts.failed += numFailedTests;
    counts.skipped += numPendingTests;
  }
  if (existsSync(retriedFile)) retried.push(...Retried.parse(JSON.parse(readFileSync(retriedFile, "utf8"))));
  say(`${title}: ${secondsSince(sinceMs)}`);
  return code === 0;
}

async function everything(): Promise<boolean> {
  say("== checks");
  const checks = await Promise.all([
    check("format", ["node_modules/oxfmt/bin/oxfmt", "--check"]),
    check("lint", ["node_modules/oxlint/bin/oxlint"]),
    check("types", ["node_modules/typescript/bin/tsc", "-b"]),
    check("unused code", ["node_modules/knip/bin/knip.js"]),
    deployDry(),
  ]);
  if (checks.includes(false)) return false;
  // A whole station is tested with nothing beside it. The number of workers is given here, because projects do not read
  // it from the configuration of the root.
  return (
    (await test("tests", ["--project=!e2e", `--maxWorkers=${UNIT_WORKERS}`])) &&
    (await test("tests of the whole station", ["--project=e2e", "--maxWorkers=1"]))
  );
}

const tools = ensureTools([FFMPEG, CHROMIUM]);
if (tools.kind === "missing") {
  say(tools.message);
  process.exit(1);
}
const passed = await everything();
rmSync(scratch, { recursive: true });
say(`\nAll of it took ${secondsSince(startedMs)}.`);
for (const line of retried) say(`Tried again: ${line}`);
if (counts.passed + counts.failed > 0)
  say(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
if (!passed) process.exitCode = 1;
