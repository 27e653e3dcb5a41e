import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assetSecond, audioFramesNeeded, packAssetChunk } from "./asset-chunk.ts";
import { readFragment } from "./fragment.ts";
import { checkFragments } from "./house-check.ts";
import { assetAudioFrame, audioFramesOfSecond } from "./lattice.ts";
import { MediaError } from "./media-error.ts";
import { madeUpChunk } from "./testing/made-up-chunk.ts";
import { madeUpAudioFrame, madeUpSecond } from "./testing/made-up-room.ts";

const RENDITIONS = ["v720", "v360"];
const start = fc.oneof(fc.nat(0xffffff00), fc.integer({ min: 1_795_000_000, max: 1_796_000_000 }));

describe("audioFramesNeeded()", () => {
  it("covers every start second, and is not larger than some start asks", () => {
    for (const first of [0, 1, 7, 16, 33]) {
      const asked = new Set<number>();
      for (let phase = 0; phase < 8; phase += 1) {
        const from = audioFramesOfSecond(1_795_470_000 + phase + first).first;
        const end = audioFramesOfSecond(1_795_470_000 + phase + first + 16).first;
        for (let k = from; k < end; k += 1) asked.add(assetAudioFrame(k, 1_795_470_000 + phase));
      }
      const needed = audioFramesNeeded(first, 16);
      expect(needed).toEqual({ first: Math.min(...asked), end: Math.max(...asked) + 1 });
    }
  });
});

describe("assetSecond()", () => {
  it("airs a second at any channel second: the asset's pictures, and its sound from the right frame", () => {
    const chunk = madeUpChunk("film", { firstSecond: 16, seconds: 16, renditions: RENDITIONS });
    fc.assert(
      fc.property(start, fc.integer({ min: 16, max: 31 }), (startSecond, second) => {
        const channelSecond = startSecond + second;
        const fragments = assetSecond(chunk.layout, chunk.parts, { assetSecond: second, channelSecond });
        expect(checkFragments(fragments, channelSecond, RENDITIONS)).toEqual({ kind: "ok" });
        const original = madeUpSecond("film", second, RENDITIONS);
        for (const id of RENDITIONS)
          expect(readFragment(fragments[id]!).samples).toEqual(readFragment(original[id]!).samples);
        const { first, count } = audioFramesOfSecond(channelSecond);
        const frames = readFragment(fragments["audio"]!).samples.map((s) => s.data);
        expect(frames).toEqual(
          Array.from({ length: count }, (_, k) =>
            madeUpAudioFrame("film", assetAudioFrame(first + k, startSecond)),
          ),
        );
      }),
      { numRuns: 200 },
    );
  });

  it("gives the same whichever chunk size it was stored in", () => {
    const large = madeUpChunk("film", { firstSecond: 0, seconds: 32, renditions: RENDITIONS });
    const small = madeUpChunk("film", { firstSecond: 16, seconds: 16, renditions: RENDITIONS });
    for (let phase = 0; phase < 8; phase += 1)
      for (const second of [16, 17, 31]) {
        const at = { assetSecond: second, channelSecond: 1_795_470_000 + phase + second };
        expect(assetSecond(small.layout, small.parts, at)).toEqual(
          assetSecond(large.layout, large.parts, at),
        );
      }
  });

  it("repeats the last frame where the asset has no more", () => {
    const chunk = madeUpChunk("film", {
      firstSecond: 0,
      seconds: 8,
      renditions: RENDITIONS,
      lastAudioFrame: 374,
    });
    const ends = Array.from({ length: 8 }, (_, phase) => {
      const at = { assetSecond: 7, channelSecond: 8000 + phase + 7 };
      return readFragment(assetSecond(chunk.layout, chunk.parts, at)["audio"]!).samples.map((s) => s.data);
    });
    const last = madeUpAudioFrame("film", 374);
    for (const frames of ends)
      expect(frames.filter((frame) => String(frame) === String(last)).length).toBeLessThan(3);
    expect(ends.some((frames) => String(frames.at(-1)) === String(last))).toBe(true);
  });

  it("refuses a second that is not in the chunk, and parts that do not fit the layout", () => {
    const { layout, parts } = madeUpChunk("film", { firstSecond: 16, seconds: 16, renditions: RENDITIONS });
    const at = { assetSecond: 16, channelSecond: 16 };
    expect(() => assetSecond(layout, parts, { assetSecond: 15, channelSecond: 15 })).toThrow(MediaError);
    expect(() => assetSecond(layout, parts, { assetSecond: 32, channelSecond: 32 })).toThrow(MediaError);
    expect(() => assetSecond(layout, new Map(), at)).toThrow(MediaError);
    expect(() => assetSecond(layout, new Map(parts).set("audio", new Uint8Array(3)), at)).toThrow(MediaError);
    expect(() =>
      assetSecond({ ...layout, audioFrames: [] }, new Map(parts).set("audio", new Uint8Array(0)), at),
    ).toThrow(MediaError);
  });
});

describe("packAssetChunk()", () => {
  it("names its parts, and lists their sizes", () => {
    const { layout, parts } = madeUpChunk("film", { firstSecond: 0, seconds: 2, renditions: RENDITIONS });
    expect([...parts.keys()]).toEqual(["video:v720", "video:v360", "audio"]);
    expect(layout.audioFrames.reduce((a, b) => a + b)).toBe(parts.get("audio")!.byteLength);
    expect(layout).toMatchObject({ firstSecond: 0, seconds: 2, firstAudioFrame: 0 });
  });

  it("refuses renditions of different lengths, or none", () => {
    const one = [new Uint8Array(1)];
    const audio = { firstSecond: 0, firstAudioFrame: 0, audioFrames: one };
    expect(() => packAssetChunk({ ...audio, video: { v720: one, v360: [...one, ...one] } })).toThrow(
      MediaError,
    );
    expect(() => packAssetChunk({ ...audio, video: {} })).toThrow(MediaError);
  });
});
