import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { runService } from "@nonstop/service/run-service";
import { startPlayout } from "./playout.ts";
import { readSettings } from "./settings.ts";
import type { Drill } from "./time/open-clock.ts";

await runService({
  name: "playout",
  settings: readSettings(process.env),
  start: async (settings, log) => {
    const { port, stop } = await startPlayout(settings, log, drill());
    return { listening: { port, playout: settings.playout, channel: settings.channel }, stop };
  },
});

/** `--clock-offset-ms=3600000 --clock-rate=1.0001`: a machine whose clock is wrong, for drills. */
function drill(): Drill {
  const { values } = parseArgs({
    options: { "clock-offset-ms": { type: "string" }, "clock-rate": { type: "string" } },
  });
  const offsetMs = Number(values["clock-offset-ms"] ?? 0);
  const rate = Number(values["clock-rate"] ?? 1);
  return { wallMs: () => Date.now() + offsetMs, monotonicMs: () => performance.now() * rate };
}
