import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** Every port of a station on one machine. */
export const DEFAULT_PORTS = {
  worker: 8787,
  rtmp: 1935,
  ingest: 8935,
  playout: 8936,
  contentful: 8990,
  zoom: 8991,
  stream: 8992,
  streamrtmps: 1938,
  mail: 8993,
  smtp: 8025,
} as const;

export type PortName = keyof typeof DEFAULT_PORTS;
export type Ports = Readonly<Record<PortName, number>>;

const isPortName = (name: string): name is PortName => Object.hasOwn(DEFAULT_PORTS, name);

/** The default ports changed by `name=number` words, as given to `--port`. Returns a sentence when a word makes no sense. */
export function portsFrom(
  words: readonly string[],
): { kind: "ports"; ports: Ports } | { kind: "bad"; message: string } {
  const ports: Record<PortName, number> = { ...DEFAULT_PORTS };
  for (const word of words) {
    const [name = "", value = ""] = word.split("=");
    const port = Number(value);
    if (!isPortName(name) || !Number.isInteger(port) || port < 1 || port > 65_535)
      return {
        kind: "bad",
        message: `--port ${word}: say name=number with one of ${Object.keys(DEFAULT_PORTS).join(", ")}.`,
      };
    ports[name] = port;
  }
  return { kind: "ports", ports };
}

/**
 * Below what systems give to outgoing connections (Linux: from 32768): nobody takes one of these by chance after it was found free and
 * before it is used.
 */
const FREE_PORTS = { from: 10_000, to: 32_000 };
const MAX_TRIES = 200;

/** Ports on which nobody listens now, for a station beside others (tests, benchmarks). */
export async function freePorts(): Promise<Ports> {
  const names = Object.keys(DEFAULT_PORTS).filter(isPortName);
  const held = await Promise.all(names.map(() => holdAny()));
  const ports: Record<PortName, number> = { ...DEFAULT_PORTS };
  for (const [index, name] of names.entries()) ports[name] = held[index]?.port ?? ports[name];
  await Promise.all(held.map((holder) => holder.release()));
  return ports;
}

/** The names and numbers of the ports on which somebody already listens. */
export async function busyPorts(ports: Ports): Promise<string[]> {
  const busy: string[] = [];
  for (const [name, port] of Object.entries(ports)) {
    try {
      await (await listenOn(port)).release();
    } catch {
      busy.push(`${name} (${port})`);
    }
  }
  return busy;
}

async function holdAny(): ReturnType<typeof listenOn> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await listenOn(randomInt(FREE_PORTS.from, FREE_PORTS.to));
    } catch (error) {
      if (tries === MAX_TRIES) throw error;
    }
  }
}

async function listenOn(port: number): Promise<{ port: number; release: () => Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : port,
    release: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
