import { randomBytes } from "node:crypto";
import { describe, expect, it, onTestFinished } from "vitest";
import { amf, media, message, RtmpClient } from "./rtmp-client.ts";
import { keyFor } from "./station.ts";
import { proxyHeader, useDoor } from "./used-door.ts";

const at = useDoor();

describe("one message of a stranger", () => {
  const connected = async (): Promise<RtmpClient> => {
    const made = at.client();
    await made.handshake();
    return made;
  };
  it.each<[string, (c: RtmpClient) => void]>([
    ["connect without an app", (c) => c.command("connect", 1, { tcUrl: "rtmp://127.0.0.1" })],
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
    await at.expectAlive();
  });
});

describe("noise", () => {
  it("random bytes from 50 connections cost nothing", async () => {
    const before = process.memoryUsage.rss();
    const noisy = Array.from({ length: 50 }, () => at.client());
    for (const each of noisy) each.send(randomBytes(20_000));
    await Promise.all(noisy.map((each) => each.closed));
    expect(process.memoryUsage.rss() - before).toBeLessThan(100_000_000);
    await at.expectAlive();
  });

  it("random bytes after the handshake end the connection", async () => {
    const noisy = Array.from({ length: 20 }, () => at.client());
    await Promise.all(noisy.map((each) => each.handshake()));
    for (const each of noisy) each.send(randomBytes(80_000));
    await Promise.all(noisy.map((each) => each.closed));
    await at.expectAlive();
  });

  it("a hundred resets are survived", async () => {
    for (let i = 0; i < 100; i++) {
      const each = at.client();
      await new Promise<void>((resolve) => each.socket.once("connect", resolve));
      each.send(Buffer.from([3, 0, 0]));
      each.reset();
    }
    await at.expectAlive();
  });
});

describe("those who take their time", () => {
  it("closes half handshakes, slow ones, and the idle", async () => {
    await at.reopen({ handshakeMs: 1_000, publishMs: 2_000, idleMs: 2_000 });
    const half = at.client();
    half.send(Buffer.concat([Buffer.from([3]), Buffer.alloc(700)]));
    const slow = at.client();
    const drip = setInterval(() => slow.send(Buffer.from([3])), 20);
    onTestFinished(() => clearInterval(drip));
    const silent = at.client();
    const connected = at.client();
    await connected.connect();
    const published = at.client();
    await published.connect();
    published.publish(keyFor("quiet"));
    await Promise.all([half, slow, silent, connected, published].map((each) => each.closed));
    expect(at.logged.some((line) => line.includes("no picture or sound"))).toBe(true);
    await at.expectAlive();
  });

  it("closes one that leaves its answers unread", async () => {
    const greedy = at.client();
    await greedy.connect();
    greedy.socket.pause();
    const many = Buffer.concat(Array.from({ length: 2000 }, () => message(20, amf("createStream", 2, null))));
    greedy.send(many);
    await at.expectAlive();
    greedy.socket.resume();
    await greedy.closed;
  });

  it("lets a publisher in past a crowd, and lets the crowd push out only itself", async () => {
    const publisher = at.client();
    await publisher.connect();
    publisher.publish(keyFor("alive"));
    await publisher.until(3073 + 400);
    const crowd = Array.from({ length: 500 }, () => at.client());
    for (const each of crowd) each.send(Buffer.concat([Buffer.from([3]), Buffer.alloc(100)]));
    await at.expectAlive();
    expect(at.door.connections()).toBeLessThanOrEqual(61);
    expect(at.logged.filter((line) => /publisher-gone.*too many/.test(line))).toEqual([]);
    // Of so many, the log names some and counts the rest.
    expect(at.logged.length).toBeLessThan(50);
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
    const stranger = at.client();
    await stranger.connect();
    stranger.send(frames());
    await stranger.closed;
    expect(at.delivered).toEqual([]);
  });

  it("delivers none from a player of a live room", async () => {
    const good = at.client();
    await good.connect();
    good.publish(keyFor("studio"));
    const player = at.client();
    await player.connect();
    player.send(Buffer.concat([message(20, amf("play", 3, null, "studio"), { streamId: 1 }), frames()]));
    await player.closed;
    expect(at.delivered).toEqual([]);
  });

  it.each([
    ["a wrong key", `${keyFor("studio").slice(0, -3)}AAA`],
    ["an expired key", keyFor("studio", 1_000)],
    ["the room's name alone", "studio"],
  ])("delivers none from a publisher with %s, and logs no key", async (_, key) => {
    const rejected = at.client();
    await rejected.connect();
    rejected.publish(key);
    rejected.send(frames());
    await rejected.closed;
    expect(at.delivered).toEqual([]);
    expect(rejected.text).not.toContain("NetStream.Publish.Start");
    expect(at.logged.join()).not.toContain(key.includes(".") ? key : "unlikely");
    expect(at.logged.join()).toContain("stream key");
  });

  it.each([
    ["a wrong key", `${keyFor("studio").slice(0, -3)}AAA`, "not signed by this station"],
    ["an expired key", keyFor("studio", 1_000), "stream key expired"],
  ])("tells a publisher with %s what is wrong before it is closed", async (_, key, reason) => {
    const rejected = at.client();
    await rejected.connect();
    rejected.publish(key);
    await rejected.closed;
    expect(rejected.text).toContain("NetStream.Publish.BadName");
    expect(rejected.text).toContain(reason);
    expect(rejected.text).toContain("Copy server address and stream key");
  });

  it("turns away an address that tries one key after another, but no other, and none it knows", async () => {
    await at.reopen({ wrongKeys: 3 });
    const tryKeys = async (from: string): Promise<void> => {
      for (let i = 0; i < 3; i++) {
        const guesser = at.client(from);
        await guesser.connect();
        guesser.publish(`${keyFor("studio").slice(0, -3)}AA${i}`);
        await guesser.closed;
      }
    };
    await tryKeys("127.0.0.2");
    const shut = at.client("127.0.0.2");
    await shut.closed;
    expect(shut.received).toBe(0);
    expect(at.logged.join()).toContain("too many wrong stream keys");

    const known = await at.publisher("studio", "127.0.0.3");
    await known.said("NetStream.Publish.Start");
    await tryKeys("127.0.0.3");
    const back = await at.publisher("studio", "127.0.0.3");
    await back.said("NetStream.Publish.Start");
    expect(back.socket.destroyed).toBe(false);
  });

  it("delivers none of what a publisher sends after it was closed", async () => {
    const good = at.client();
    await good.connect();
    good.publish(keyFor("studio"));
    good.send(message(9, media.keyframe, { chunkStream: 5, streamId: 1 }));
    await at.deliveries(1);
    at.closers[0]!("replaced");
    good.send(frames());
    await good.closed;
    expect(at.delivered).toHaveLength(1);
  });
});

describe("behind a proxy", () => {
  const guess = async (ip: string): Promise<void> => {
    const guesser = at.proxied(ip);
    await guesser.connect();
    guesser.publish(`${keyFor("studio").slice(0, -3)}AAA`);
    await guesser.closed;
  };

  it("counts wrong keys by the client's address, so that one who guesses shuts out nobody else", async () => {
    await at.reopen({ wrongKeys: 3 });
    for (let i = 0; i < 3; i++) await guess("203.0.113.1");
    const shut = at.proxied("203.0.113.1");
    await shut.closed;
    expect(shut.received).toBe(0);
    expect(at.logged.join()).toContain('"ip":"203.0.113.1","reason":"too many wrong stream keys');

    const guest = at.proxied("203.0.113.2");
    await guest.connect();
    guest.publish(keyFor("studio"));
    await guest.said("NetStream.Publish.Start");
    guest.send(message(9, media.keyframe, { chunkStream: 5, streamId: 1 }));
    await at.deliveries(1);
  });

  it("lets a crowd push out itself, and not who comes by the same proxy", async () => {
    const guest = at.proxied("203.0.113.2");
    await guest.connect();
    const crowd = Array.from({ length: 100 }, () => at.proxied("203.0.113.1"));
    for (const each of crowd) await each.handshake().catch(() => undefined);
    guest.publish(keyFor("studio"));
    await guest.said("NetStream.Publish.Start");
  });

  it("takes nobody's word but the proxy's", async () => {
    const stranger = at.proxied("203.0.113.3", "127.0.0.2");
    await stranger.closed;
    expect(stranger.received).toBe(0);
    expect(at.logged.join()).toContain('"ip":"127.0.0.2","reason":"not a proxy of ours"');
  });

  it("reads no header at the door for everybody", async () => {
    const liar = at.client();
    liar.send(proxyHeader("203.0.113.4"));
    await liar.closed;
    expect(at.logged.join()).not.toContain("203.0.113.4");
  });

  it("closes one whose proxy does not say who comes, and says nothing of a proxy that only looks", async () => {
    await at.reopen({ handshakeMs: 100 });
    const port = at.door.proxyPort ?? 0;
    const plain = new RtmpClient(port);
    plain.send(Buffer.from([3]));
    const silent = new RtmpClient(port);
    silent.send(proxyHeader("203.0.113.5").subarray(0, 15));
    const looking = new RtmpClient(port);
    looking.send(Buffer.concat([proxyHeader("0.0.0.0").subarray(0, 12), Buffer.from([0x20, 0, 0, 0])]));
    await Promise.all([plain, silent, looking].map((each) => each.closed));
    expect(at.door.rejected()).toBe(2);
  });
});
