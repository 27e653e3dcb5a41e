import { parseArgs } from "node:util";
import { z } from "zod";
import type { Drill, DrillResult } from "@nonstop/station/drills";
import { runTests } from "./tests/run-tests.ts";

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
      const { isGood, said } = await runTests({ ...run, env: { HISTORIES: String(run.runs) } });
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
