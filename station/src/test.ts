import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { containerDryRun } from "./deploy-plan.ts";
import { CHROMIUM, ensureTools, FFMPEG } from "./prerequisites.ts";
import { RETRIED_FILE } from "./retried-tests.ts";
import { REPOSITORY } from "./station.ts";
import { buildWebApp } from "./edge/web-app.ts";

/** `pnpm test`: every check and every test. Those that are cheapest to fail come first. */

const Report = z.object({ numPassedTests: z.int(), numFailedTests: z.int(), numPendingTests: z.int() });
const Retried = z.array(z.string());

/**
 * Tests that need no station. Most of them wait for something, and vitest begins the projects of one kind when those of
 * another have ended. So each kind has a run of its own, side by side, with more workers than there are processors.
 */
const KINDS = {
  "tests of the pages": ["web-browser"],
  "tests of control": ["control", "control-pure"],
};
const WORKERS_OF_A_KIND = "2";

const startedMs = performance.now();
const scratch = mkdtempSync(join(tmpdir(), "nonstop-test-"));
const counts = { passed: 0, failed: 0, skipped: 0 };
const retried: string[] = [];

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const secondsSince = (ms: number): string => `${Math.round((performance.now() - ms) / 1000)} s`;

/** Runs one of our tools. Returns its exit code and its output. */
async function run(
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number; output: string }> {
  const [bin = "", ...rest] = words;
  const child = spawn(process.execPath, [join(REPOSITORY, bin), ...rest], {
    cwd: REPOSITORY,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, WRANGLER_SEND_METRICS: "false", ...env },
  });
  let output = "";
  for (const pipe of [child.stdout, child.stderr])
    pipe.setEncoding("utf8").on("data", (text: string) => (output += text));
  const [code] = z
    .tuple([z.int().nullable()])
    .rest(z.unknown())
    .parse(await once(child, "close"));
  return { code: code ?? 1, output };
}

/** Runs a check. A passing check prints one line, a failing one its whole output. */
async function check(title: string, words: readonly string[]): Promise<boolean> {
  const sinceMs = performance.now();
  const { code, output } = await run(words);
  say(code === 0 ? `${title}: ${secondsSince(sinceMs)}` : `\n== ${title}: failed\n${output}`);
  return code === 0;
}

/** The Workers themselves are bundled and run as they are deployed by `edge/production.test.ts`. */
async function deployContainersDry(): Promise<boolean> {
  await buildWebApp(REPOSITORY);
  const containers = await Promise.all(
    (["playout", "ingest"] as const).map((container) =>
      check(
        `deploy of ${container}'s container, dry`,
        containerDryRun(container, join(scratch, "containers")),
      ),
    ),
  );
  return !containers.includes(false);
}

/** Runs vitest projects, shows what they print when they have ended, and adds to the counts. False when a test failed. */
async function test(title: string, words: readonly string[]): Promise<boolean> {
  const sinceMs = performance.now();
  const folder = mkdtempSync(join(scratch, "run-"));
  const [report, retriedFile] = [join(folder, "report.json"), join(folder, "retried.json")];
  const reporters = ["default", "json", join(REPOSITORY, "station/src/retried-tests.ts")];
  const { code, output } = await run(
    [
      "node_modules/vitest/vitest.mjs",
      "run",
      ...words,
      ...reporters.map((each) => `--reporter=${each}`),
      `--outputFile.json=${report}`,
    ],
    { [RETRIED_FILE]: retriedFile },
  );
  say(`\n== ${title}\n${output}`);
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
    deployContainersDry(),
  ]);
  if (checks.includes(false)) return false;
  const workers = `--maxWorkers=${WORKERS_OF_A_KIND}`;
  const others = ["e2e", ...Object.values(KINDS).flat()].map((project) => `--project=!${project}`);
  const besides = await Promise.all([
    ...Object.entries(KINDS).map(([title, projects]) =>
      test(title, [...projects.map((project) => `--project=${project}`), workers]),
    ),
    test("all other tests", [...others, workers]),
  ]);
  // A whole station is tested with nothing beside it.
  return (
    !besides.includes(false) &&
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
