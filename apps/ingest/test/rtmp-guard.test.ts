import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { openRtmpDoor, type RtmpDoor } from "../src/rtmp/rtmp-door.ts";
import { RTMP_LIMITS, type RtmpLimits } from "../src/rtmp/rtmp-limits.ts";
import { checkStreamKey } from "../src/rtmp/stream-key-check.ts";
import type { MediaMessage } from "../src/rtmp/session-guard.ts";
import { amf, media, message, RtmpClient } from "./rtmp-client.ts";
import { keyFor, SECRET } from "./station.ts";

let door: RtmpDoor;
let clients: RtmpClient[] = [];
let delivered: { room: string; message: MediaMessage }[] = [];
let closers: ((reason: string) => void)[] = [];
let logged: string[] = [];
let onDelivery = (): void => {};

async function openDoor(limits: Partial<RtmpLimits> = {}): Promise<void> {
  door = await openRtmpDoor({
    bind: "127.0.0.1",
    port: 0,
    limits: { ...RTMP_LIMITS, strangers: 60, ...limits },
    log: (event, fields) => logged.push(JSON.stringify({ event, ...fields })),
    authorise: (request) => {
      const answer = checkStreamKey(request.key, SECRET, Date.now() / 1000);
      if (answer.kind === "invalid" || request.app !== "live")
        return { kind: "refused", reason: answer.kind === "invalid" ? answer.reason : "app" };
      closers.push(request.close);
      return {
        kind: "accepted",
        room: answer.room,
        sink: {
          onMessage: (m) => {
            delivered.push({ room: answer.room, message: m });
            onDelivery();
          },
          onClose: () => {},
        },
      };
    },
  });
}

beforeEach(() => {
  delivered = [];
  closers = [];
  logged = [];
  return openDoor();
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.socket.destroy();
  await door.close();
});

const client = (): RtmpClient => {
  const made = new RtmpClient(door.port);
  clients.push(made);
  return made;
};

/** A good publisher still gets through: the server is alive. */
async function expectAlive(): Promise<void> {
  const good = client();
  await good.connect();
  good.publish(keyFor("alive"));
  const came = new Promise<void>((resolve) => (onDelivery = resolve));
  good.send(message(9, media.keyframe, { chunkStream: 5, streamId: 1 }));
  await came;
  expect(delivered.filter(({ room }) => room === "alive")).toHaveLength(1);
  good.socket.destroy();
}

describe("one message of a stranger", () => {
  const connected = async (): Promise<RtmpClient> => {
    const made = client();
    await made.handshake();
    return made;
  };
  it.each<[string, (c: RtmpClient) => void]>([
    ["connect with a bad tcUrl", (c) => c.command("connect", 1, { app: "live", tcUrl: "not a url" })],
    ["connect with a null object", (c) => c.command("connect", 1, null)],
    ["an invoke of one byte", (c) => c.send(message(20, Buffer.from([2])))],
    ["an empty video message", (c) => c.send(message(9, Buffer.alloc(0)))],
    ["publish without a name", (c) => c.send(message(20, amf("publish", 3, null)))],
    ["play", (c) => c.send(message(20, amf("play", 3, null, "alive")))],
    ["an unknown message type", (c) => c.send(message(99, Buffer.alloc(4)))],
    [
      "a chunk size of 16 million and 5 MB",
      (c) => {
        const size = Buffer.alloc(4);
        size.writeUInt32BE(16_000_000);
        c.send(message(1, size));
        c.send(message(20, Buffer.alloc(5_000_000), { chunkSize: 16_000_000 }));
      },
    ],
    ["a chunk size of 0", (c) => c.send(message(1, Buffer.alloc(4)))],
    ["16 MB declared", (c) => c.send(message(20, Buffer.alloc(10), { declared: 0xffffff }))],
    [
      "a header inside a message",
      (c) => {
        c.send(message(20, Buffer.alloc(128), { declared: 4000 }));
        c.send(message(20, Buffer.alloc(128), { declared: 16_000 }));
      },
    ],
  ])("%s ends its connection and nothing else", async (_, attack) => {
    const attacker = await connected();
    attack(attacker);
    await attacker.closed;
    await expectAlive();
  });
});

describe("noise", () => {
  it("random bytes from 50 connections cost nothing", async () => {
    const before = process.memoryUsage.rss();
    const noisy = Array.from({ length: 50 }, () => client());
    for (const each of noisy) each.send(randomBytes(20_000));
    await Promise.all(noisy.map((each) => each.closed));
    expect(process.memoryUsage.rss() - before).toBeLessThan(100_000_000);
    await expectAlive();
  });

  it("random bytes after the handshake end the connection", async () => {
    const noisy = Array.from({ length: 20 }, () => client());
    await Promise.all(noisy.map((each) => each.handshake()));
    for (const each of noisy) each.send(randomBytes(80_000));
    await Promise.all(noisy.map((each) => each.closed));
    await expectAlive();
  });

  it("a hundred resets are survived", async () => {
    for (let i = 0; i < 100; i++) {
      const each = client();
      await new Promise<void>((resolve) => each.socket.once("connect", resolve));
      each.send(Buffer.from([3, 0, 0]));
      each.reset();
    }
    await expectAlive();
  });
});

describe("those who take their time", () => {
  it("closes half handshakes, slow ones, and the idle", async () => {
    await door.close();
    await openDoor({ handshakeMs: 1_000, publishMs: 2_000, idleMs: 2_000 });
    const half = client();
    half.send(Buffer.concat([Buffer.from([3]), Buffer.alloc(700)]));
    const slow = client();
    const drip = setInterval(() => slow.send(Buffer.from([3])), 20);
    onTestFinished(() => clearInterval(drip));
    const silent = client();
    const connected = client();
    await connected.connect();
    const published = client();
    await published.connect();
    published.publish(keyFor("quiet"));
    await Promise.all([half, slow, silent, connected, published].map((each) => each.closed));
    expect(logged.some((line) => line.includes("no picture or sound"))).toBe(true);
    await expectAlive();
  });

  it("closes one that leaves its answers unread", async () => {
    const greedy = client();
    await greedy.connect();
    greedy.socket.pause();
    const many = Buffer.concat(Array.from({ length: 2000 }, () => message(20, amf("createStream", 2, null))));
    greedy.send(many);
    await expectAlive();
    greedy.socket.resume();
    await greedy.closed;
  });

  it("lets a publisher in past a crowd, and lets the crowd push out only itself", async () => {
    const publisher = client();
    await publisher.connect();
    publisher.publish(keyFor("alive"));
    await publisher.until(3073 + 400);
    const crowd = Array.from({ length: 500 }, () => client());
    for (const each of crowd) each.send(Buffer.concat([Buffer.from([3]), Buffer.alloc(100)]));
    await expectAlive();
    expect(door.connections()).toBeLessThanOrEqual(61);
    expect(logged.filter((line) => /publisher-gone.*too many/.test(line))).toEqual([]);
    // Of so many, the log names some and counts the rest.
    expect(logged.length).toBeLessThan(50);
  });
});

describe("a publisher's own ways", () => {
  /** A publisher in room `studio`, and what it has delivered. */
  const published = async (): Promise<RtmpClient> => {
    const made = client();
    await made.connect();
    made.publish(keyFor("studio"));
    return made;
  };
  const deliveries = (count: number): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (delivered.length >= count) resolve();
      };
      onDelivery = check;
      check();
    });
  const picture = { chunkStream: 5, streamId: 1 };

  it("may let its clock run over 32 bits by deltas", async () => {
    const made = await published();
    made.send(message(9, media.keyframe, { ...picture, timestamp: 2 ** 32 - 20 }));
    for (let i = 0; i < 3; i++) made.send(message(9, media.keyframe, { ...picture, delta: 15 }));
    await deliveries(4);
    expect(delivered.map((each) => each.message.timestampMs)).toEqual([2 ** 32 - 20, 2 ** 32 - 5, 10, 25]);
  });

  it("may abort a message, and send empty ones", async () => {
    const made = await published();
    made.send(message(9, Buffer.alloc(0), picture));
    made.send(message(9, media.keyframe.subarray(0, 128), { ...picture, declared: 5_000 }));
    made.send(message(2, Buffer.from([0, 0, 0, 5])));
    made.send(message(8, Buffer.alloc(0), { chunkStream: 6, streamId: 1 }));
    made.send(message(9, media.keyframe, picture));
    await deliveries(1);
    expect(delivered[0]?.message.body).toEqual(media.keyframe);
  });

  it("is told how much has come, in the window it asks for", async () => {
    const made = await published();
    made.send(message(5, Buffer.from([0, 0, 16, 0])));
    const before = made.received;
    for (let i = 0; i < 30; i++) made.send(message(9, media.keyframe, picture));
    await made.until(before + 16);
    expect(made.text).toContain("\x02\0\0\0\0\0\x04\x03");
  });

  it("is gone when it deletes its stream, though it keeps the connection", async () => {
    const made = await published();
    made.send(message(20, amf("deleteStream", 4, null, 1)));
    await made.closed;
    expect(logged.join()).toContain("the publisher ended it");
  });
});

describe("media of those who may not", () => {
  const frames = (): Buffer =>
    Buffer.concat(
      [media.videoHeader, media.keyframe, media.keyframe].map((body) =>
        message(9, body, { chunkStream: 5, streamId: 1 }),
      ),
    );

  it("delivers none from a connection that has not published", async () => {
    const stranger = client();
    await stranger.connect();
    stranger.send(frames());
    await stranger.closed;
    expect(delivered).toEqual([]);
  });

  it("delivers none from a player of a live room", async () => {
    const good = client();
    await good.connect();
    good.publish(keyFor("studio"));
    const player = client();
    await player.connect();
    player.send(Buffer.concat([message(20, amf("play", 3, null, "studio"), { streamId: 1 }), frames()]));
    await player.closed;
    expect(delivered).toEqual([]);
  });

  it.each([
    ["a wrong key", `${keyFor("studio").slice(0, -3)}AAA`],
    ["an expired key", keyFor("studio", 1_000)],
    ["the room's name alone", "studio"],
  ])("delivers none from a publisher with %s, and logs no key", async (_, key) => {
    const rejected = client();
    await rejected.connect();
    rejected.publish(key);
    rejected.send(frames());
    await rejected.closed;
    expect(delivered).toEqual([]);
    expect(rejected.text).not.toContain("NetStream.Publish.Start");
    expect(logged.join()).not.toContain(key.includes(".") ? key : "unlikely");
    expect(logged.join()).toContain("stream key");
  });

  it.each([
    ["a wrong key", `${keyFor("studio").slice(0, -3)}AAA`, "not signed by this station"],
    ["an expired key", keyFor("studio", 1_000), "stream key expired"],
  ])("tells a publisher with %s what is wrong before it is closed", async (_, key, reason) => {
    const rejected = client();
    await rejected.connect();
    rejected.publish(key);
    await rejected.closed;
    expect(rejected.text).toContain("NetStream.Publish.BadName");
    expect(rejected.text).toContain(reason);
    expect(rejected.text).toContain("Copy server address and stream key");
  });

  it("delivers none of what a publisher sends after it was closed", async () => {
    const good = client();
    await good.connect();
    good.publish(keyFor("studio"));
    const came = new Promise<void>((resolve) => (onDelivery = resolve));
    good.send(message(9, media.keyframe, { chunkStream: 5, streamId: 1 }));
    await came;
    closers[0]!("replaced");
    good.send(frames());
    await good.closed;
    expect(delivered).toHaveLength(1);
  });
});
