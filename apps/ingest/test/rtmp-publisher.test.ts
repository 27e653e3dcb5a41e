import { describe, expect, it } from "vitest";
import { amf, media, message, type RtmpClient } from "./rtmp-client.ts";
import { keyFor } from "./station.ts";
import { useDoor } from "./used-door.ts";

const at = useDoor();
const picture = { chunkStream: 5, streamId: 1 };
const sizeMessage = (size: number): Buffer => {
  const body = Buffer.alloc(4);
  body.writeUInt32BE(size);
  return message(1, body);
};
const times = (): number[] => at.delivered.map((each) => each.message.timestampMs);
const bodies = (): Buffer[] => at.delivered.map((each) => each.message.body);

describe("a publisher's own ways", () => {
  it("may let its clock run over 32 bits by deltas", async () => {
    const made = await at.publisher("studio");
    made.send(message(9, media.keyframe, { ...picture, timestamp: 2 ** 32 - 20 }));
    for (let i = 0; i < 3; i++) made.send(message(9, media.keyframe, { ...picture, delta: 15 }));
    await at.deliveries(4);
    expect(times()).toEqual([2 ** 32 - 20, 2 ** 32 - 5, 10, 25]);
  });

  it.each([true, false])(
    "may give a high time once in a message or in each chunk (once: %s)",
    async (once) => {
      const made = await at.publisher("studio");
      const long = Buffer.concat(Array.from({ length: 10 }, () => media.keyframe));
      for (const timestamp of [0xffffff, 2 ** 31 + 5, 2 ** 32 - 1])
        made.send(message(9, long, { ...picture, timestamp, extendedOnce: once }));
      await at.deliveries(3);
      expect(times()).toEqual([0xffffff, 2 ** 31 + 5, 2 ** 32 - 1]);
      expect(bodies()).toEqual([long, long, long]);
    },
  );

  it.each([1, 134_217_728, 0x7fffffff])("may set its chunks to %i bytes", async (chunkSize) => {
    const made = await at.publisher("studio");
    made.send(sizeMessage(chunkSize));
    for (let i = 0; i < 2; i++) made.send(message(9, media.keyframe, { ...picture, chunkSize }));
    await at.deliveries(2);
    expect(bodies()).toEqual([media.keyframe, media.keyframe]);
  });

  it("may send aggregates, shared objects, and what nobody knows", async () => {
    const made = await at.publisher("studio");
    const part = (type: number, ms: number, body: Buffer): Buffer => {
      const head = Buffer.alloc(11);
      head[0] = type;
      head.writeUIntBE(body.length, 1, 3);
      head.writeUIntBE(ms, 4, 3);
      return Buffer.concat([head, body, Buffer.alloc(4)]);
    };
    const parts = [part(9, 500, media.keyframe), part(8, 510, media.sound), part(9, 540, media.keyframe)];
    for (const type of [16, 19, 7, 99]) made.send(message(type, Buffer.alloc(300, 1), picture));
    made.send(message(22, Buffer.concat(parts), { ...picture, timestamp: 2_000 }));
    await at.deliveries(3);
    expect(times()).toEqual([2_000, 2_010, 2_040]);
    expect(bodies()).toEqual([media.keyframe, media.sound, media.keyframe]);
  });

  it("may abort a message, and send empty ones", async () => {
    const made = await at.publisher("studio");
    made.send(message(9, Buffer.alloc(0), picture));
    made.send(message(9, media.keyframe.subarray(0, 128), { ...picture, declared: 5_000 }));
    made.send(message(2, Buffer.from([0, 0, 0, 5])));
    made.send(message(8, Buffer.alloc(0), { chunkStream: 6, streamId: 1 }));
    made.send(message(9, media.keyframe, picture));
    await at.deliveries(1);
    expect(bodies()[0]).toEqual(media.keyframe);
  });

  it("is told how much has come, in the window it asks for, and is answered its pings", async () => {
    const made = await at.publisher("studio");
    made.send(message(4, Buffer.from([0, 6, 0, 0, 7, 7])));
    await made.said("\0\x07\0\0\x07\x07");
    made.send(message(5, Buffer.from([0, 0, 16, 0])));
    for (let i = 0; i < 30; i++) made.send(message(9, media.keyframe, picture));
    await made.said("\x02\0\0\0\0\0\x04\x03");
  });

  it("is gone when it deletes its stream, though it keeps the connection", async () => {
    const made = await at.publisher("studio");
    made.send(message(20, amf("deleteStream", 4, null, 1)));
    await made.closed;
    expect(at.logged.join()).toContain("the publisher ended it");
  });

  it("is read no faster than its bounds, and loses nothing", async () => {
    await at.reopen({ bytesPerSecond: 500_000, bytesAtOnce: 50_000 });
    const made = await at.publisher("studio");
    const large = Buffer.concat([media.keyframe, Buffer.alloc(30_000)]);
    const began = performance.now();
    for (let i = 0; i < 10; i++) made.send(message(9, large, picture));
    await at.deliveries(10);
    expect(performance.now() - began).toBeGreaterThan(300);
    expect(bodies().every((body) => body.equals(large))).toBe(true);
  });

  it("is ended when it leaves too much unfinished", async () => {
    const made = await at.publisher("studio");
    for (let chunkStream = 4; chunkStream < 8; chunkStream++)
      made.send(message(9, Buffer.alloc(128), { chunkStream, streamId: 1, declared: 3_000_000 }));
    await made.closed;
    expect(at.logged.join()).toContain("too much in unfinished messages");
  });
});

/** A command with an AMF0 value that the client's own writer does not know. */
function command(name: string, transaction: number, ...values: Buffer[]): Buffer {
  return Buffer.concat([amf(name, transaction), ...values]);
}
const field = (name: string, value: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0, name.length]), Buffer.from(name), value]);
const END = Buffer.from([0, 0, 9]);
const text = (value: string): Buffer => amf(value);

/** The object of a `connect`: `app` after values of every kind that AMF0 has. */
const CONNECT_OBJECT = Buffer.concat([
  Buffer.from([3]),
  field("list", Buffer.concat([Buffer.from([8, 0, 0, 0, 9]), field("a", amf(1)), END])),
  field("strict", Buffer.concat([Buffer.from([10, 0, 0, 0, 2]), amf(true), amf(null)])),
  field("when", Buffer.concat([Buffer.from([11]), Buffer.alloc(10)])),
  field("long", Buffer.concat([Buffer.from([12, 0, 0, 0, 1]), Buffer.from("x")])),
  field("typed", Buffer.concat([Buffer.from([16, 0, 1, 0x41]), field("b", amf(undefined)), END])),
  field("no", Buffer.from([13])),
  field("fourCcList", Buffer.concat([Buffer.from([10, 0, 0, 0, 1]), text("avc1")])),
  field("app", text("live")),
  field("tcUrl", text("rtmp://127.0.0.1/live")),
  END,
]);

describe("an encoder's way to its publish", () => {
  const handshaken = async (): Promise<RtmpClient> => {
    const made = at.client();
    await made.handshake();
    return made;
  };
  const publishAnd = async (made: RtmpClient, app?: Buffer): Promise<void> => {
    if (app !== undefined) made.send(app);
    await made.said("NetConnection.Connect.Success");
    made.publish(keyFor("studio"));
    made.send(message(9, media.keyframe, picture));
    await at.deliveries(1);
    await made.said("NetStream.Publish.Start");
    expect(made.socket.destroyed).toBe(false);
  };

  it("is let in with a connect of any fields in any order", async () => {
    const made = await handshaken();
    await publishAnd(made, message(20, command("connect", 1, CONNECT_OBJECT)));
  });

  it.each([
    ["without a URL", { app: "live" }],
    ["with a URL that is none", { app: "live", tcUrl: "not a url" }],
    ["with slashes around its app", { tcUrl: "rtmp://127.0.0.1/live", app: "/live/" }],
    ["with a query after its app", { app: "live?a=b" }],
    ["with its app in the URL alone", { tcUrl: "rtmp://127.0.0.1/live" }],
  ])("is let in %s", async (_, object) => {
    const made = await handshaken();
    await publishAnd(made, message(20, amf("connect", 1, object)));
  });

  it("is let in with commands of AMF3, whose values are of AMF0 or AMF3", async () => {
    const made = await handshaken();
    const sealed = Buffer.concat([
      Buffer.from([0x11, 0x0a, 0x13, 0x01, 0x07]),
      Buffer.from("app"),
      Buffer.from([0x06, 0x09]),
      Buffer.from("live"),
    ]);
    made.send(message(17, Buffer.concat([Buffer.from([0]), command("connect", 1, sealed)])));
    await made.said("NetConnection.Connect.Success");
    made.send(message(17, Buffer.concat([Buffer.from([0]), amf("createStream", 2, null)])));
    made.send(
      message(17, Buffer.concat([Buffer.from([0]), amf("publish", 3, null, keyFor("studio"), "live")]), {
        streamId: 1,
      }),
    );
    made.send(message(9, media.keyframe, picture));
    await at.deliveries(1);
  });

  it("is answered before each of its steps, whichever it waits for", async () => {
    const made = await handshaken();
    const answered = async (transaction: number, name: string, answer = "_result"): Promise<void> => {
      made.send(message(20, amf(name, transaction, null, keyFor("studio"))));
      await made.said(amf(answer, transaction).toString("latin1"));
      expect(made.socket.destroyed).toBe(false);
    };
    made.send(message(20, amf("connect", 1, { app: "live" })));
    await made.said("NetConnection.Connect.Success");
    await answered(2, "releaseStream");
    await answered(3, "FCPublish");
    await made.said("onFCPublish");
    await answered(4, "createStream");
    await answered(5, "_checkbw");
    await answered(6, "getStreamLength");
    await answered(7, "setTheLightsOn", "_error");
    // Metadata and shared objects may come before the publish.
    made.send(message(18, amf("@setDataFrame", "onMetaData", { width: 1280 })));
    made.send(message(19, Buffer.alloc(20)));
    await publishAnd(made);
    await answered(8, "FCUnpublish");
  });
});
