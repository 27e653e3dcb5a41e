import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { CHROMIUM, ensureTools, FFMPEG } from "./prerequisites.ts";
import { REPOSITORY } from "./station.ts";
import { buildWebApp } from "./worker.ts";

/** `pnpm test`: every check and every test, in the order in which a failure is cheapest to learn of. */

const Report = z.object({ numPassedTests: z.int(), numFailedTests: z.int(), numPendingTests: z.int() });

const startedMs = performance.now();
const say = (line: string): void => void process.stdout.write(`${line}\n`);

function step(title: string, words: readonly string[]): void {
  say(`\n== ${title}`);
  const [bin = "", ...rest] = words;
  const run = spawnSync(process.execPath, [join(REPOSITORY, bin), ...rest], {
    cwd: REPOSITORY,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, WRANGLER_SEND_METRICS: "false" },
  });
  if (run.status !== 0) {
    say(`\n${title}: failed.`);
    process.exit(run.status ?? 1);
  }
}

const tools = ensureTools([FFMPEG, CHROMIUM]);
if (tools.kind === "missing") {
  say(tools.message);
  process.exit(1);
}

const scratch = mkdtempSync(join(tmpdir(), "nonstop-test-"));
step("format", ["node_modules/oxfmt/bin/oxfmt", "--check"]);
step("lint", ["node_modules/oxlint/bin/oxlint"]);
step("types", ["node_modules/typescript/bin/tsc", "-b"]);
step("unused code", ["node_modules/knip/bin/knip.js"]);
say("\n== the pages");
await buildWebApp(REPOSITORY);
step("deploy, dry", [
  "node_modules/wrangler/bin/wrangler.js",
  "deploy",
  "--dry-run",
  "--outdir",
  join(scratch, "worker"),
]);

// A CI machine may be starved of its processors for a while, and with it all that happens in real time.
const patience = process.env["CI"] === undefined ? [] : ["--retry=2"];
let passed = 0;
let failed = 0;
let skipped = 0;
// Nobody else works on a machine that tests; but a whole station takes all of it, so nothing else is tested beside one.
// (Said here, because projects do not take it from the root's configuration.)
for (const [title, project, workers] of [
  ["tests", "!e2e", "100%"],
  ["tests of the whole station", "e2e", "1"],
] as const) {
  const report = join(scratch, `${project}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  step(title, [
    "node_modules/vitest/vitest.mjs",
    "run",
    "--project",
    project,
    `--maxWorkers=${workers}`,
    ...reporters,
    ...patience,
  ]);
  const counts = Report.parse(JSON.parse(readFileSync(report, "utf8")));
  passed += counts.numPassedTests;
  failed += counts.numFailedTests;
  skipped += counts.numPendingTests;
}
say(`\nAll of it took ${Math.round((performance.now() - startedMs) / 1000)} s.`);
say(`${passed} passed, ${failed} failed, ${skipped} skipped`);
