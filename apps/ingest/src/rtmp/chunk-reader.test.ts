import { describe, expect, it } from "vitest";
import { ChunkReader, type RtmpMessage } from "./chunk-reader.ts";

function read(bytes: Buffer, slice = bytes.length): RtmpMessage[] {
  const messages: RtmpMessage[] = [];
  const reader = new ChunkReader({
    maxStreams: () => 4,
    maxPartialBytes: 10_000,
    problem: (_, length) => (length > 5_000 ? "too long" : undefined),
    onMessage: (message) => messages.push(message),
  });
  for (let at = 0; at < bytes.length; at += slice) reader.push(bytes.subarray(at, at + slice));
  return messages;
}
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ""), "hex");
const times = (bytes: Buffer): number[] => read(bytes).map(({ timestampMs }) => timestampMs);

describe("ChunkReader", () => {
  it("puts the messages of interleaved chunk streams together, however the bytes come", () => {
    const body = Buffer.alloc(300, 9);
    const chunks = Buffer.concat([
      hex("05 000010 00012c 09 01000000"),
      body.subarray(0, 128),
      hex("06 000011 000003 08 01000000 010203"),
      hex("c5"),
      body.subarray(128, 256),
      hex("c5"),
      body.subarray(256),
    ]);
    for (const slice of [1, 2, 3, 7, 64, 1_000]) {
      expect(read(chunks, slice)).toEqual([
        { type: 8, streamId: 1, timestampMs: 17, body: Buffer.from([1, 2, 3]) },
        { type: 9, streamId: 1, timestampMs: 16, body },
      ]);
    }
  });

  it("knows chunk streams of one, two and three bytes", () => {
    const rest = "000010 000001 09 01000000 07";
    expect(read(hex(`3f ${rest} 00 00 ${rest} 01 00 01 ${rest}`))).toHaveLength(3);
  });

  it("lets the chunk size change between the chunks of a message", () => {
    const body = Buffer.alloc(300, 9);
    const chunks = Buffer.concat([
      hex("05 000010 00012c 09 01000000"),
      body.subarray(0, 128),
      hex("02 000000 000004 01 00000000 7fffffff"),
      hex("c5"),
      body.subarray(128),
    ]);
    expect(read(chunks).at(-1)?.body).toEqual(body);
  });

  it("moves the clock by deltas, also of messages without a header", () => {
    expect(times(hex("05 000010 000001 09 01000000 07  85 000021 07  c5 07  c5 07"))).toEqual([
      16, 49, 82, 115,
    ]);
    // After an absolute time, that time itself is the delta.
    expect(times(hex("05 000017 000001 08 01000000 07  c5 07"))).toEqual([23, 46]);
    // But nobody means three minutes.
    expect(times(hex("05 02bf20 000001 08 01000000 07  c5 07"))).toEqual([180_000, 180_000]);
  });

  it("moves the clock over its end", () => {
    const high = "05 ffffff 000001 09 01000000 fffffff0 07";
    expect(times(hex(`${high} 85 000020 07`))).toEqual([2 ** 32 - 16, 16]);
  });

  it("finds out whether an extended time is repeated, also when it is all that has come", () => {
    const head = "05 ffffff 000081 09 01000000 01000002";
    const first = Buffer.concat([hex(head), Buffer.alloc(128, 9)]);
    const repeated = Buffer.concat([first, hex("c5 01000002 08")]);
    const omitted = Buffer.concat([first, hex("c5 01"), hex("02 000000 000004 03 00000000 00000000")]);
    for (const slice of [1, 200]) {
      expect(read(repeated, slice)[0]?.body.at(-1)).toBe(8);
      // Its last byte looks like the beginning of that time.
      expect(read(omitted, slice)[0]?.body.at(-1)).toBe(1);
      expect(read(omitted, slice)).toHaveLength(2);
    }
  });

  it.each([
    ["a chunk without a beginning", "c5 07"],
    ["a chunk header inside a message", `05 000010 000100 09 01000000 ${"07".repeat(128)} 05`],
    ["chunk size 0", "02 000000 000004 01 00000000 00000000"],
    ["chunk size 2147483648", "02 000000 000004 01 00000000 80000000"],
    ["too long", "05 000010 001389 09 01000000"],
    ["too many chunk streams", [3, 4, 5, 6, 7].map((id) => `0${id} 000000 000001 09 01000000 07`).join("")],
  ])("refuses %s", (reason, bytes) => {
    expect(() => read(Buffer.concat([hex(bytes), Buffer.alloc(11)]))).toThrow(reason);
  });
});
