import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { buildWebApp } from "@nonstop/station/edge/web-app";
import { startEdge } from "@nonstop/station/edge/start-edge";
import { freePorts } from "@nonstop/station/ports";
import { REPOSITORY } from "@nonstop/station/station";
import { spread } from "./figures.ts";
import { watchStarvation } from "./starvation.ts";
import { Aired, Answered, type Load } from "./strangers/told.ts";

/**
 * `pnpm bench:strangers`: puts the edge on this machine on air at 720p, and has 400 connections ask for one thing after
 * another as fast as they can. Prints how late seconds were committed meanwhile and how many became slate. It asserts
 * nothing and runs for three minutes.
 */
const CONNECTIONS = 400;
const LOAD_SECONDS = 20;
const TOKENS = { ORIGIN_TOKEN_PLAYOUT: "bench-playout", ORIGIN_TOKEN_INGEST: "bench-ingest" };

const LOADS: readonly (Pick<Load, "connections" | "path"> & { name: string })[] = [
  { name: "nobody", connections: 0, path: "/" },
  {
    name: "recent part, random query",
    connections: CONNECTIONS,
    path: "/live/main/v720/part/{recent}.m4s?x={random}",
  },
  { name: "recent part", connections: CONNECTIONS, path: "/live/main/v720/part/{recent}.m4s" },
  { name: "playlist", connections: CONNECTIONS, path: "/live/main/v720/index.m3u8" },
  { name: "part that never was", connections: CONNECTIONS, path: "/live/main/v720/part/{random}.m4s" },
  { name: "replay that never was", connections: CONNECTIONS, path: "/replay/x{random}.m3u8" },
  { name: "/healthz", connections: CONNECTIONS, path: "/healthz?x={random}" },
];

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const stateDir = mkdtempSync(join(tmpdir(), "nonstop-strangers-"));
await buildWebApp(REPOSITORY);
const { worker: port } = await freePorts();
const ofAll = { CHANNEL: "main", HOUSE_FORMAT: "720p" };
const edge = await startEdge({
  repository: REPOSITORY,
  stateDir,
  host: "127.0.0.1",
  port,
  bindings: { channel: { ...ofAll, ...TOKENS }, viewers: ofAll, control: { ...ofAll, ...TOKENS } },
  onLine: () => undefined,
});
const stolenShare = watchStarvation();
try {
  say(
    "| 400 connections ask for | answered a second | committed after the end, ms, p50 / p95 / max | seconds lost |",
  );
  say("| --- | --- | --- | --- |");
  for (const load of LOADS) {
    const [aired, answered] = await Promise.all([air(), ask(load)]);
    const late = aired.flatMap(({ lateMs }) => (lateMs === undefined ? [] : [lateMs]));
    const statuses = Object.entries(answered)
      .map(([status, count]) => `${(count / LOAD_SECONDS).toFixed(0)} x ${status}`)
      .join(", ");
    say(
      `| ${load.name} | ${statuses} | ${spread(late, 0)} | ${aired.length - late.length} of ${aired.length} |`,
    );
  }
  say(`Processor time that the host gave to others: ${Math.round(stolenShare() * 100)} %.`);
} finally {
  await edge.dispose();
  rmSync(stateDir, { recursive: true });
}

/** A playout in a process of its own, as on a real station. */
async function air(): Promise<Aired> {
  return Aired.parse(await outcomeOf("playout.ts", { token: TOKENS.ORIGIN_TOKEN_PLAYOUT }));
}

async function ask(load: Pick<Load, "connections" | "path">): Promise<Record<string, number>> {
  return Answered.parse(await outcomeOf("load.ts", load));
}

/** Runs a file of `strangers/` with what it is told, and reads the line that it prints at its end. */
async function outcomeOf(file: string, toldMore: object): Promise<unknown> {
  const told = JSON.stringify({ url: `http://127.0.0.1:${port}`, seconds: LOAD_SECONDS, ...toldMore });
  const child = spawn(process.execPath, [join(import.meta.dirname, "strangers", file), told], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) lines.push(line);
  return JSON.parse(lines.at(-1) ?? "null");
}
