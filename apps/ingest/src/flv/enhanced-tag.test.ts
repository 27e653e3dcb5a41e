import { describe, expect, it } from "vitest";
import { plainTag } from "./enhanced-tag.ts";

const bytes = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => Buffer.from(typeof part === "string" ? part : Uint8Array.from(part))));
const video = (...parts: (string | number[])[]) =>
  plainTag({ kind: "video", timestampMs: 40, body: bytes(...parts) });
const audio = (...parts: (string | number[])[]) =>
  plainTag({ kind: "audio", timestampMs: 40, body: bytes(...parts) });
const tag = (kind: "audio" | "video", ...parts: (string | number[])[]) => ({
  kind: "tag",
  tag: { kind, timestampMs: 40, body: bytes(...parts) },
});

describe("a tag of Enhanced RTMP", () => {
  it("means what a plain one means when it carries H.264 or AAC", () => {
    expect(video([0x90], "avc1", [1, 0x4d, 0x40])).toEqual(tag("video", [0x17, 0, 0, 0, 0, 1, 0x4d, 0x40]));
    expect(video([0x91], "avc1", [0, 0, 66, 9, 9])).toEqual(tag("video", [0x17, 1, 0, 0, 66, 9, 9]));
    expect(video([0xa3], "avc1", [9, 9])).toEqual(tag("video", [0x27, 1, 0, 0, 0, 9, 9]));
    expect(video([0x92], "avc1")).toEqual(tag("video", [0x17, 2, 0, 0, 0]));
    expect(audio([0x90], "mp4a", [0x11, 0x90])).toEqual(tag("audio", [0xaf, 0, 0x11, 0x90]));
    expect(audio([0x91], "mp4a", [9, 9])).toEqual(tag("audio", [0xaf, 1, 9, 9]));
  });

  it("leaves plain tags as they are", () => {
    expect(video([0x17, 1, 0, 0, 0, 9])).toEqual(tag("video", [0x17, 1, 0, 0, 0, 9]));
    expect(audio([0xaf, 1, 9])).toEqual(tag("audio", [0xaf, 1, 9]));
  });

  it.each([
    ["video", "hvc1", "H.265 (HEVC)"],
    ["video", "av01", "AV1"],
    ["video", "vp09", "VP9"],
    ["video", "wha\u0001", 'the codec "wha?"'],
    ["audio", "Opus", "Opus"],
    ["audio", "fLaC", "FLAC"],
    ["audio", "ac-3", "AC-3"],
  ] as const)("names a codec that is not aired: %s %s", (kind, fourCc, what) => {
    for (const type of [0x90, 0x91])
      expect(plainTag({ kind, timestampMs: 0, body: bytes([type], fourCc, [1, 2, 3]) })).toEqual({
        kind: "unsupported",
        what,
      });
  });

  it("gives the main track of several", () => {
    const one = [0x17, 1, 0, 0, 0, 9];
    expect(video([0x96, 0x01], "avc1", [0, 0, 0, 0, 9])).toEqual(tag("video", one));
    expect(video([0x96, 0x01], "avc1", [1, 0, 0, 0, 9])).toEqual({ kind: "nothing" });
    const many = [
      [1, 0, 0, 4],
      [0, 0, 0, 7],
      [0, 0, 0, 4],
      [0, 0, 0, 9],
    ];
    expect(video([0x96, 0x11], "avc1", ...many)).toEqual(tag("video", one));
    const codecs = ["hvc1", [1, 0, 0, 1], [7], "avc1", [0, 0, 0, 4], [0, 0, 0, 9]];
    expect(video([0x96, 0x21], ...codecs)).toEqual(tag("video", one));
    expect(audio([0x95, 0x01], "mp4a", [0, 9])).toEqual(tag("audio", [0xaf, 1, 9]));
    expect(audio([0x95, 0x01], "Opus", [0, 9])).toEqual({ kind: "unsupported", what: "Opus" });
  });

  it("is read through modifiers, such as nanoseconds", () => {
    expect(video([0x97], [2, 1, 2, 3, 0x01], "avc1", [0, 0, 0, 9])).toEqual(
      tag("video", [0x17, 1, 0, 0, 0, 9]),
    );
    const long = Array.from({ length: 300 }, () => 0);
    expect(audio([0x97], [255, 1, 43], long, [0x01], "mp4a", [9])).toEqual(tag("audio", [0xaf, 1, 9]));
  });

  it("means nothing when it is a command or metadata", () => {
    expect(video([0xd1, 0])).toEqual({ kind: "nothing" });
    expect(video([0x94], "avc1", [2, 0, 9])).toEqual({ kind: "nothing" });
  });

  it("may be cut short anywhere", () => {
    const wholes = [
      [0x91, ...Buffer.from("avc1"), 0, 0, 0, 9],
      [0x96, 0x11, ...Buffer.from("avc1"), 1, 0, 0, 2, 7, 7, 0, 0, 0, 1, 9],
      [0x97, 255, 0, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0x01, ...Buffer.from("avc1")],
    ];
    for (const whole of wholes)
      for (let length = 0; length < whole.length; length++)
        expect(() => video(whole.slice(0, length))).not.toThrow();
  });
});
