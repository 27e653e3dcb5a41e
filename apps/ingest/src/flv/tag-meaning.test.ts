import { expect, it } from "vitest";
import { meaningOf } from "./tag-meaning.ts";

const meaning = (kind: "audio" | "video", ...body: number[]) =>
  meaningOf({ kind, timestampMs: 0, body: Buffer.from(body) });
const SPS = [1, 0x4d, 0x40, 0x1f, 0xff, 0xe1, 0, 4, 0x67, 0x4d, 0x40, 0x1f];

it("knows headers, keyframes, pictures and sound", () => {
  expect(meaning("video", 0x17, 0, 0, 0, 0, ...SPS)).toEqual({
    kind: "video-header",
    parameters: { sps: Buffer.from([0x67, 0x4d, 0x40, 0x1f]), pps: Buffer.alloc(0) },
  });
  expect(meaning("video", 0x17, 1, 0, 0, 66, 9)).toEqual({ kind: "keyframe", compositionMs: 66 });
  expect(meaning("video", 0x27, 1, 0xff, 0xff, 0xff, 9)).toEqual({ kind: "picture" });
  expect(meaning("audio", 0xaf, 0, 0x12, 0x08)).toEqual({ kind: "audio-header" });
  expect(meaning("audio", 0xaf, 1, 9)).toMatchObject({ kind: "sound", needsHeader: true });
  expect(meaning("audio", 0x2f, 9)).toMatchObject({ kind: "sound", needsHeader: false });
});

it.each([
  ["a command to a player", "video", [0x57, 0x00]],
  ["a command with the codec's whole header", "video", [0x57, 0, 0, 0, 0, 1]],
  ["the end of a sequence", "video", [0x17, 2, 0, 0, 0]],
  ["a picture of no bytes", "video", [0x17, 1, 0, 0, 0]],
  ["a header without parameters", "video", [0x17, 0, 0, 0, 0]],
  ["a header whose parameters are cut short", "video", [0x17, 0, 0, 0, 0, ...SPS.slice(0, -1)]],
  ["a header without a picture set", "video", [0x17, 0, 0, 0, 0, 1, 0x4d, 0x40, 0x1f, 0xff, 0xe0, 0, 0, 0]],
  ["one byte of picture", "video", [0x17]],
  ["nothing at all", "video", []],
  ["a sound header without parameters", "audio", [0xaf, 0]],
  ["sound of no bytes", "audio", [0xaf, 1]],
  ["no sound at all", "audio", []],
] as const)("makes nothing of %s", (_, kind, body) => {
  expect(meaning(kind, ...body)).toEqual({ kind: "nothing" });
});

it.each([
  ["H.265 (HEVC)", "video", [0x1c, 1, 0, 0, 0, 9]],
  ["Sorenson H.263", "video", [0x12, 9]],
  ["Opus", "audio", [0xdf, 9]],
  ["sound of FLV codec 12", "audio", [0xcf, 9]],
] as const)("names what is not aired: %s", (what, kind, body) => {
  expect(meaning(kind, ...body)).toEqual({ kind: "unsupported", what });
});
