import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { u32, u8 } from "./box-writer.ts";
import { joinBytes } from "./join-bytes.ts";
import type { Sample } from "./fragment.ts";
import { readFragment, writeFragment } from "./fragment.ts";
import { checkFragments } from "./house-check.ts";
import { audioFramesOfSecond } from "./lattice.ts";
import { madeUpPictures, madeUpSecond } from "./testing/made-up-room.ts";

const RENDITIONS = ["v720", "v360", "audio"];
const N = 1_795_470_002;
const good = madeUpSecond("a", N, ["v720", "v360"]);
const reasonOf = (fragments: Record<string, Uint8Array>, second = N) => {
  const check = checkFragments(fragments, second, RENDITIONS);
  return check.kind === "ok" ? "ok" : check.reason;
};
const video = (change: (pictures: Sample[]) => Sample[], o: { second?: number; baseTime?: number } = {}) => ({
  ...good,
  v360: writeFragment({
    second: N,
    baseTime: N * 90_000,
    samples: change(madeUpPictures("a", N)),
    ...o,
  }),
});

describe("checkFragments()", () => {
  it("accepts a second of the house, anywhere in time", () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), (second) => {
        expect(reasonOf(madeUpSecond("a", second, ["v720", "v360"]), second)).toBe("ok");
      }),
    );
  });

  it("takes the audio for granted in the list", () => {
    expect(checkFragments(good, N, ["v720", "v360"])).toEqual({ kind: "ok" });
  });

  it("names what is wrong", () => {
    const { audio, ...silent } = good;
    const { v360, ...narrow } = good;
    expect(reasonOf(silent)).toBe("audio: absent");
    expect(reasonOf(narrow)).toBe("v360: absent");
    expect(reasonOf({ ...good, v240: v360! })).toBe("v240: not a rendition of the house");
    expect(reasonOf(good, N + 1)).toBe(`v720: numbered ${N}, not ${N + 1}`);
    expect(reasonOf(video((p) => p, { baseTime: N * 90_000 + 1 }))).toMatch(/^v360: starts at tick/);
    expect(reasonOf(video((p) => p.slice(0, 29)))).toBe("v360: 29 of 30 pictures");
    expect(reasonOf(video((p) => p.map((s) => ({ ...s, duration: 3003 }))))).toBe(
      "v360: picture 0 lasts 3003 ticks",
    );
    expect(reasonOf({ ...good, v360: audio! })).toMatch(/^v360: starts at tick/);
    expect(reasonOf({ ...good, audio: v360! })).toMatch(/^audio: starts at sample/);
    expect(reasonOf({ ...good, v360: v360!.slice(0, -1) })).toBe("v360: box mdat: runs past the end");
  });

  it("looks into the pictures: an IDR first, and only there, whatever the flags say", () => {
    const nal = (type: number) => joinBytes([u32(2), u8(0x60 | type, 1)]);
    const at = (index: number, change: Partial<Sample>) => (pictures: Sample[]) =>
      pictures.map((s, i) => (i === index ? { ...s, ...change } : s));
    expect(reasonOf(video(at(0, { data: nal(1) })))).toBe("v360: does not begin with an IDR");
    expect(reasonOf(video(at(0, { isSync: false })))).toBe("v360: does not begin with an IDR");
    expect(reasonOf(video(at(7, { data: nal(5) })))).toBe("v360: picture 7 is an IDR");
    expect(reasonOf(video(at(7, { isSync: true })))).toBe("v360: picture 7 is an IDR");
    expect(reasonOf(video(at(0, { data: joinBytes([nal(6), nal(5)]) })))).toBe("ok");
    expect(reasonOf(video(at(3, { data: u8(0, 0, 0, 9, 1) })))).toBe(
      "v360: a NAL unit's length does not fit its picture",
    );
  });

  it("checks the audio's frames", () => {
    const { first, count } = audioFramesOfSecond(N);
    const audio = (samples: Sample[], baseTime = first * 1024) => ({
      ...good,
      audio: writeFragment({ second: N, baseTime, samples }),
    });
    const frames = readFragment(good["audio"]!).samples;
    expect(reasonOf(audio(frames.slice(1)))).toBe(`audio: ${count - 1} of ${count} frames`);
    expect(reasonOf(audio([...frames], first * 1024 + 3))).toMatch(/^audio: starts at sample/);
    expect(reasonOf(audio(frames.map((s) => ({ ...s, duration: 1023 }))))).toBe(
      "audio: frame 0 lasts 1023 samples",
    );
    expect(reasonOf(audio(frames.map((s) => ({ ...s, data: new Uint8Array(1537) }))))).toBe(
      "audio: frame 0 is too large for AAC",
    );
  });

  it("never throws", () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 100 }),
      fc.tuple(fc.nat(good["v720"]!.byteLength - 5), fc.nat(0xffffffff)).map(([at, value]) => {
        const copy = good["v720"]!.slice();
        copy.set(u32(value), at);
        return copy;
      }),
    );
    fc.assert(
      fc.property(bytes, bytes, (v720, audio) => {
        expect(["ok", "bad"]).toContain(checkFragments({ v720, audio }, N, ["v720"]).kind);
      }),
      { numRuns: 2000 },
    );
  });
});
