import { type Log, logLine, messageOf } from "@nonstop/telemetry/log";
import type { ReadSettings } from "./settings.ts";

/** How long an orderly end may take. */
const STOP_MS = 2_000;

/** What is running: figures for the log, and its end. */
export type Running = { listening: Readonly<Record<string, unknown>>; stop: () => Promise<void> };

/**
 * Runs a process of the station from its start to its orderly end: gives it its name (as `ps` shows it), ends it when a
 * setting is wrong or it cannot start, and stops it on SIGTERM, SIGINT or, where that is set, when its parent is gone.
 */
export async function runService<T extends { exitWithParent: boolean }>(o: {
  name: string;
  settings: ReadSettings<T>;
  start: (settings: T, log: Log) => Promise<Running>;
}): Promise<void> {
  process.title = `nonstop-${o.name}`;
  if (o.settings.kind === "wrong") return refuse(`${o.name}: ${o.settings.sentences.join(" ")}`);
  const { settings } = o.settings;
  outliveFaults();
  let running: Running;
  try {
    running = await o.start(settings, log);
  } catch (thrown) {
    return refuse(`${o.name} cannot start: ${messageOf(thrown)}`);
  }
  log("listening", { app: o.name, ...running.listening });
  let isStopping = false;
  const stop = (why: string): void => {
    if (isStopping) return;
    isStopping = true;
    log("stopping", { why });
    setTimeout(() => process.exit(0), STOP_MS).unref();
    void running.stop().finally(() => process.exit(0));
  };
  process.on("SIGTERM", () => stop("SIGTERM"));
  process.on("SIGINT", () => stop("SIGINT"));
  if (!settings.exitWithParent) return;
  for (const event of ["end", "close", "error"]) process.stdin.on(event, () => stop("parent gone"));
  process.stdin.resume();
}

const log: Log = (event, detail) => void process.stdout.write(logLine(event, detail));

function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

// Every part contains its own faults. What escapes all the same is logged and must not take the others along. A stdout that
// nobody reads any more is such a fault too, but logging it would only make the next.
function outliveFaults(): void {
  process.stdout.on("error", () => undefined);
  const escaped = (thrown: unknown): void => log("fault", { problem: messageOf(thrown) });
  process.on("uncaughtException", escaped);
  process.on("unhandledRejection", escaped);
}
