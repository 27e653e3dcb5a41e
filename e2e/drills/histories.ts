import { spawn } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import type { Drill, DrillResult } from "@nonstop/station/drills";
import { REPOSITORY } from "@nonstop/station/station";

const Options = z.object({
  node: z.coerce.number().int().min(0),
  workerd: z.coerce.number().int().min(0),
});

export const drill: Drill = {
  about:
    "lives through random histories of edits, webhooks that get lost, vendors' faults and restarts, 10,000 in Node and 200 in workerd by default, and checks that everybody agrees at rest",
  run: async (args) => {
    const { values } = parseArgs({
      args,
      options: {
        node: { type: "string", default: "10000" },
        workerd: { type: "string", default: "200" },
      },
    });
    const { node, workerd } = Options.parse(values);
    const runs = [
      { runs: node, where: "Node", project: "control-pure", file: "test/node/histories" },
      { runs: workerd, where: "workerd", project: "control", file: "test/schedule/histories" },
    ];
    const lived: string[] = [];
    for (const run of runs.filter((each) => each.runs > 0)) {
      const startedMs = performance.now();
      const { isGood, said } = await liveThrough(run);
      if (!isGood) return failed(run.where, said);
      lived.push(`${run.runs} in ${run.where} (${Math.round((performance.now() - startedMs) / 1000)} s)`);
    }
    return { passed: true, summary: `${lived.join(" and ")}: at rest everybody agreed.` };
  },
};

/** The smallest history that went wrong, as the test says it. */
function failed(where: string, said: string): DrillResult {
  const seed = /seed: -?\d+, path: "[^"]*"/.exec(said)?.[0] ?? "no seed";
  const counterexample = /Counterexample: .*/.exec(said)?.[0] ?? said.slice(-1000);
  return { passed: false, summary: `In ${where} (${seed}): ${counterexample}` };
}

function liveThrough(o: {
  runs: number;
  project: string;
  file: string;
}): Promise<{ isGood: boolean; said: string }> {
  const vitest = join(REPOSITORY, "node_modules/vitest/vitest.mjs");
  const child = spawn(process.execPath, [vitest, "run", "--project", o.project, o.file], {
    cwd: REPOSITORY,
    env: { ...process.env, HISTORIES: String(o.runs), NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const output of [child.stdout, child.stderr])
    output.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-100_000)));
  return new Promise((resolve) => child.once("close", (code) => resolve({ isGood: code === 0, said })));
}
