import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { logToStdout, messageOf } from "./log.ts";
import { type Drill, startPlayout } from "./playout.ts";
import { readSettings } from "./settings.ts";

const read = readSettings(process.env);
if (read.kind === "wrong") {
  process.stderr.write(`${read.sentence}\n`);
  process.exit(1);
}

// The loop contains its own faults; whatever else escapes is logged and must not take the channel along.
// A stdout that nobody reads any more is such a fault too: logging it would only make the next.
process.stdout.on("error", () => undefined);
process.on("uncaughtException", (thrown) => logToStdout("fault", { problem: messageOf(thrown) }));
process.on("unhandledRejection", (thrown) => logToStdout("fault", { problem: messageOf(thrown) }));

const { settings } = read;
const playout = await startPlayout(settings, logToStdout, drill()).catch((thrown: unknown) => {
  process.stderr.write(`Playout cannot start: ${messageOf(thrown)}.\n`);
  process.exit(1);
});
logToStdout("listening", { port: playout.port, playout: settings.playout, channel: settings.channel });

let stopping = false;
const stop = (): void => {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(0), 2000).unref();
  void playout.stop().finally(() => process.exit(0));
};
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
if (process.env["EXIT_WITH_PARENT"] === "1") {
  process.stdin.on("end", stop).on("close", stop).on("error", stop);
  process.stdin.resume();
}

/** `--clock-offset-ms=3600000 --clock-rate=1.0001`: a machine whose clock is wrong, for drills. */
function drill(): Drill {
  const { values } = parseArgs({
    options: { "clock-offset-ms": { type: "string" }, "clock-rate": { type: "string" } },
  });
  const offsetMs = Number(values["clock-offset-ms"] ?? 0);
  const rate = Number(values["clock-rate"] ?? 1);
  return { wallMs: () => Date.now() + offsetMs, monotonicMs: () => performance.now() * rate };
}
