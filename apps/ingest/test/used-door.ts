import { afterEach, beforeEach, expect } from "vitest";
import { admissionProblem } from "../src/rtmp/admission.ts";
import { KnownProxies } from "../src/rtmp/proxy-door.ts";
import { openRtmpDoor, type RtmpDoor } from "../src/rtmp/rtmp-door.ts";
import { RTMP_LIMITS, type RtmpLimits } from "../src/rtmp/rtmp-limits.ts";
import type { MediaMessage } from "../src/rtmp/session-guard.ts";
import { checkStreamKey } from "../src/rtmp/stream-key-check.ts";
import { media, message, RtmpClient } from "./rtmp-client.ts";
import { keyFor, SECRET } from "./station.ts";

/** An RTMP door of its own for each test, and what came through it. */
export type UsedDoor = {
  readonly door: RtmpDoor;
  delivered: { room: string; message: MediaMessage }[];
  closers: ((reason: string) => void)[];
  logged: string[];
  /** Closes the door and opens one with other limits. */
  reopen(limits: Partial<RtmpLimits>): Promise<void>;
  /** A client that comes from this address of this machine. */
  client(from?: string): RtmpClient;
  /** A client that comes by the proxy, which says that this is its address and sits at `by`. */
  proxied(ip: string, by?: string): RtmpClient;
  /** A client that publishes into this room. */
  publisher(room: string, from?: string): Promise<RtmpClient>;
  /** Resolves once so many messages have come through. */
  deliveries(count: number): Promise<void>;
  /** A good publisher still gets through: the server is alive. */
  expectAlive(): Promise<void>;
};

/** What a proxy sends first for a client of this IPv4 address (PROXY protocol, version 2). */
export function proxyHeader(ip: string): Buffer {
  const addresses = [...ip.split(".").map(Number), 127, 0, 0, 1];
  const signature = Buffer.from("\r\n\r\n\0\r\nQUIT\n", "latin1");
  return Buffer.concat([signature, Buffer.from([0x21, 0x11, 0, 12, ...addresses, 0xc0, 0x01, 0x07, 0x90])]);
}

export function useDoor(): UsedDoor {
  const clients: RtmpClient[] = [];
  let onDelivery = (): void => {};
  const open = (limits: Partial<RtmpLimits>): Promise<RtmpDoor> =>
    openRtmpDoor({
      bind: "127.0.0.1",
      port: 0,
      proxy: { port: 0, proxies: new KnownProxies(["proxy"], async () => ["127.0.0.1"]) },
      limits: { ...RTMP_LIMITS, strangers: 60, ...limits },
      log: (event, fields) => used.logged.push(JSON.stringify({ event, ...fields })),
      authorise: (request) => {
        const answer = checkStreamKey(request.key, SECRET);
        if (request.app !== "live") return { kind: "refused", reason: "app", isWrongKey: false };
        if (answer.kind === "invalid") return { kind: "refused", reason: answer.reason, isWrongKey: true };
        const { claims } = answer;
        const known = { told: undefined, everTold: new Set<string>() };
        const problem = admissionProblem(claims, known, Date.now() / 1000);
        if (problem !== undefined) return { kind: "refused", reason: problem, isWrongKey: false };
        used.closers.push(request.close);
        const onMessage = (came: MediaMessage): void => {
          used.delivered.push({ room: claims.room, message: came });
          onDelivery();
        };
        return { kind: "accepted", room: claims.room, sink: { onMessage, onClose: () => {} } };
      },
    });
  const remember = (made: RtmpClient): RtmpClient => {
    clients.push(made);
    return made;
  };
  let door: RtmpDoor | undefined;
  const used: UsedDoor = {
    get door() {
      if (door === undefined) throw new Error("the door is not open");
      return door;
    },
    delivered: [],
    closers: [],
    logged: [],
    reopen: async (limits) => {
      await door?.close();
      door = await open(limits);
    },
    client: (from) => remember(new RtmpClient(used.door.port, from)),
    proxied: (ip, by) => {
      const made = remember(new RtmpClient(used.door.proxyPort ?? 0, by));
      made.send(proxyHeader(ip));
      return made;
    },
    publisher: async (room, from) => {
      const made = used.client(from);
      await made.connect();
      made.publish(keyFor(room));
      return made;
    },
    deliveries: (count) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (used.delivered.length >= count) resolve();
        };
        onDelivery = check;
        check();
      }),
    expectAlive: async () => {
      const before = used.delivered.length;
      const good = await used.publisher("alive");
      good.send(message(9, media.keyframe, { chunkStream: 5, streamId: 1 }));
      await used.deliveries(before + 1);
      expect(used.delivered.filter(({ room }) => room === "alive")).toHaveLength(1);
      good.socket.destroy();
    },
  };
  beforeEach(async () => {
    used.delivered = [];
    used.closers = [];
    used.logged = [];
    door = await open({});
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.socket.destroy();
    await door?.close();
  });
  return used;
}
