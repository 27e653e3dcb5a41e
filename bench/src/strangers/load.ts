import { randomInt } from "node:crypto";
import { Agent, get } from "node:http";
import { Load, told } from "./told.ts";

/** Asks as fast as it is answered, on all connections, and prints how often each status was answered. */
const load = told(Load);
const endMs = Date.now() + load.seconds * 1000;
const agent = new Agent({ keepAlive: true, maxSockets: load.connections });
const statuses: Record<string, number> = {};

function askOnce(): Promise<string> {
  const path = load.path
    .replace("{recent}", () => String(Math.floor(Date.now() / 1000) - 4 - randomInt(8)))
    .replace("{random}", () => String(randomInt(2 ** 31)));
  return new Promise((resolve) => {
    get(new URL(path, load.url), { agent }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve(String(answer.statusCode)));
      answer.on("error", () => resolve("broken"));
    }).on("error", () => resolve("none"));
  });
}

async function connection(): Promise<void> {
  while (Date.now() < endMs) {
    const status = await askOnce();
    statuses[status] = (statuses[status] ?? 0) + 1;
  }
}

await Promise.all(Array.from({ length: load.connections }, connection));
agent.destroy();
process.stdout.write(`${JSON.stringify(statuses)}\n`);
