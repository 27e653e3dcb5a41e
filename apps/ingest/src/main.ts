import { startIngest } from "./ingest.ts";
import { logLine } from "./log.ts";
import { readSettings } from "./settings.ts";

const read = readSettings(process.env);
if (read.kind === "wrong") {
  process.stderr.write(`${read.message}\n`);
  process.exit(1);
}

// A room, a connection or a conform contains its own faults; whatever else escapes is logged and must not take the other
// rooms along. A stdout that nobody reads any more is such a fault too, but not one that can be logged.
process.stdout.on("error", () => {});
const escaped = (thrown: unknown): void =>
  logLine("fault", { problem: thrown instanceof Error ? thrown.message : String(thrown) });
process.on("uncaughtException", escaped);
process.on("unhandledRejection", escaped);

try {
  const ingest = await startIngest(read.settings, { log: logLine });
  logLine("listening", { app: "ingest", port: ingest.port, rtmpPort: ingest.rtmpPort });
  let stopping = false;
  const stop = (why: string): void => {
    if (stopping) return;
    stopping = true;
    logLine("stopping", { why });
    setTimeout(() => process.exit(0), 2_000).unref();
    void ingest.close().finally(() => process.exit(0));
  };
  process.on("SIGTERM", () => stop("SIGTERM"));
  process.on("SIGINT", () => stop("SIGINT"));
  if (read.settings.exitWithParent) process.stdin.on("close", () => stop("parent gone")).resume();
} catch (error) {
  process.stderr.write(`ingest cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
