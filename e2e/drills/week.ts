import { parseArgs } from "node:util";
import { z } from "zod";
import type { Drill } from "@nonstop/station/drills";
import { runTests } from "./tests/run-tests.ts";
import { timeReadThrough } from "./tests/time-read-through.ts";

/** A week of 60 airings may take so long. */
const MAX_COMPILE_MS = 1_000;
const MAX_READ_MS = 10_000;
const Options = z.object({ hours: z.coerce.number().int().min(1).max(168) });

export const drill: Drill = {
  about:
    "lives through a planned week in simulated time, twice: the whole control plane with its stand-ins and a playout that decides every second, 20 guests with mail, the night in which the clocks change, and faults all along",
  run: async (args) => {
    const { values } = parseArgs({ args, options: { hours: { type: "string", default: "168" } } });
    const { hours } = Options.parse(values);
    const startedMs = performance.now();
    const env = { WEEK_HOURS: String(hours) };
    const { isGood, said } = await runTests({ project: "control-pure", file: "test/node/week", env });
    const { compiledMs, readMs } = timeReadThrough();
    const isQuick = compiledMs < MAX_COMPILE_MS && readMs < MAX_READ_MS;
    const timed = `A week of 60 airings compiles in ${Math.round(compiledMs)} ms and is read through in ${Math.round(readMs)} ms.`;
    const took = `${Math.round((performance.now() - startedMs) / 1000)} s`;
    if (isGood)
      return {
        passed: isQuick,
        summary: `${hours} hours, ${hours * 3600} seconds, lived twice in ${took}: all ended right, and both left the same bytes. ${timed}`,
      };
    const why = /AssertionError: .*/.exec(said)?.[0] ?? said.slice(-1000);
    return { passed: false, summary: `${hours} hours (${took}): ${why}` };
  },
};
