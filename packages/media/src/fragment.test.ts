import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { box, fullBox, u32, u64 } from "./box-writer.ts";
import { joinBytes } from "./join-bytes.ts";
import type { Sample } from "./fragment.ts";
import { audioFragment, moveVideoFragment, readFragment, videoFragment, writeFragment } from "./fragment.ts";
import { audioFramesOfSecond } from "./lattice.ts";
import { MediaError } from "./media-error.ts";
import { madeUpAudioFrame, madeUpPictures } from "./testing/made-up-room.ts";

const sample: fc.Arbitrary<Sample> = fc.record({
  data: fc.uint8Array({ minLength: 1, maxLength: 40 }),
  duration: fc.oneof(fc.constant(3000), fc.integer({ min: 0, max: 0xffffffff })),
  isSync: fc.boolean(),
});

const plain = (data: Uint8Array): number[] => [...data];

describe("writeFragment()", () => {
  it("writes what readFragment() reads", () => {
    fc.assert(
      fc.property(
        fc.nat(0xffffffff),
        fc.maxSafeNat(),
        fc.array(sample, { minLength: 1, maxLength: 60 }),
        (second, baseTime, samples) => {
          const read = readFragment(writeFragment({ second, baseTime, samples }));
          expect(read).toMatchObject({ sequence: second, trackId: 1, baseTime });
          expect(read.samples.map((s) => ({ ...s, data: plain(s.data) }))).toEqual(
            samples.map((s) => ({ ...s, data: plain(s.data) })),
          );
        },
      ),
    );
  });

  it("numbers seconds past 2^32 from 0 again", () => {
    const samples = madeUpPictures("a", 0);
    expect(readFragment(writeFragment({ second: 2 ** 32 + 5, baseTime: 1, samples })).sequence).toBe(5);
  });

  it("refuses a fragment without samples or with an impossible time", () => {
    expect(() => writeFragment({ second: 1, baseTime: 1, samples: [] })).toThrow(MediaError);
    const samples = madeUpPictures("a", 0);
    expect(() => writeFragment({ second: 1, baseTime: -1, samples })).toThrow(MediaError);
    expect(() => writeFragment({ second: 1, baseTime: 2 ** 60, samples })).toThrow(MediaError);
  });
});

describe("videoFragment()", () => {
  it("stands at 90000 ticks a second", () => {
    const { baseTime, samples } = readFragment(
      videoFragment(1_795_470_000, madeUpPictures("a", 1_795_470_000)),
    );
    expect(baseTime).toBe(1_795_470_000 * 90_000);
    expect(samples.map((s) => s.duration)).toEqual(Array.from({ length: 30 }, () => 3000));
    expect(samples.map((s) => s.isSync).indexOf(true, 1)).toBe(-1);
  });

  it("refuses another number of pictures, and an IDR elsewhere than first", () => {
    const pictures = madeUpPictures("a", 1);
    expect(() => videoFragment(1, pictures.slice(1))).toThrow(MediaError);
    expect(() => videoFragment(1, [...pictures.slice(1), ...pictures.slice(0, 1)])).toThrow(MediaError);
  });
});

describe("moveVideoFragment()", () => {
  it("makes what would have been written at the other second, and leaves the original alone", () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), fc.nat(0xffffffff), (from, to) => {
        const pictures = madeUpPictures("a", 7);
        const original = videoFragment(from, pictures);
        const before = original.slice();
        expect(moveVideoFragment(original, to)).toEqual(videoFragment(to, pictures));
        expect(original).toEqual(before);
      }),
    );
  });

  it("moves a view into larger bytes", () => {
    const pictures = madeUpPictures("a", 7);
    const chunk = joinBytes([new Uint8Array(13), videoFragment(0, pictures)]);
    expect(moveVideoFragment(chunk.subarray(13), 99)).toEqual(videoFragment(99, pictures));
  });

  it("refuses what does not begin with a moof", () => {
    expect(() => moveVideoFragment(new Uint8Array(0), 1)).toThrow(MediaError);
    expect(() => moveVideoFragment(box("mdat", u32(1, 2)), 1)).toThrow(MediaError);
    expect(() => moveVideoFragment(videoFragment(1, madeUpPictures("a", 1)).slice(0, 60), 1)).toThrow(
      MediaError,
    );
  });
});

describe("audioFragment()", () => {
  it("holds exactly the frames of the second, from the first one's sample", () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), (second) => {
        const { first, count } = audioFramesOfSecond(second);
        const frames = Array.from({ length: count }, (_, k) => madeUpAudioFrame("a", first + k));
        const read = readFragment(audioFragment(second, frames));
        expect(read.baseTime).toBe(first * 1024);
        expect(read.samples.every((s) => s.duration === 1024 && s.isSync)).toBe(true);
        expect(() => audioFragment(second, frames.slice(1))).toThrow(MediaError);
      }),
    );
  });
});

describe("readFragment()", () => {
  const mfhd = fullBox("mfhd", 0, 0, u32(1));
  const tfhd = fullBox("tfhd", 0, 0x020008, u32(1, 3000));
  const tfdt = fullBox("tfdt", 1, 0, u64(9));
  const trun = (offset: number, ...sizes: number[]) =>
    fullBox("trun", 0, 0x201, u32(sizes.length, offset, ...sizes));
  const mdat = box("mdat", new Uint8Array(10));
  const whole = (...trafs: Uint8Array[]) => joinBytes([box("moof", mfhd, ...trafs), mdat]);
  const traf = (...boxes: Uint8Array[]) => box("traf", ...boxes);
  const offset = 8 + mfhd.byteLength + 8 + tfhd.byteLength + tfdt.byteLength + trun(0, 1, 1).byteLength + 8;
  const good = whole(traf(tfhd, tfdt, trun(offset, 4, 6)));

  it("reads a fragment that another muxer wrote, after boxes it does not need", () => {
    const behind = joinBytes([box("styp", u32(0, 0)), box("free"), good]);
    expect(readFragment(good).samples.map((s) => s.data.byteLength)).toEqual([4, 6]);
    expect(readFragment(behind).samples.map((s) => s.data.byteLength)).toEqual([4, 6]);
  });

  const faults: Record<string, Uint8Array> = {
    nothing: new Uint8Array(0),
    "a header cut short": good.slice(0, 5),
    "a box of size 0": joinBytes([u32(0), new Uint8Array(20)]),
    "a box of size 7": joinBytes([u32(7), new Uint8Array(20)]),
    "a 64-bit size below its header": joinBytes([u32(1, 0x6d6f6f66), u64(15), good]),
    "a 64-bit size past 2^53": joinBytes([u32(1, 0x6d6f6f66, 0xffffffff, 0xffffffff), good]),
    "a size past the end": joinBytes([u32(good.byteLength + 1), good.slice(4)]),
    "a truncated mdat": good.slice(0, -1),
    "bytes after mdat": joinBytes([good, new Uint8Array(3)]),
    "a box after mdat": joinBytes([good, box("free")]),
    "no traf": whole(),
    "two trafs": whole(traf(tfhd, tfdt, trun(offset, 4, 6)), traf(tfhd, tfdt, trun(offset, 4, 6))),
    "no tfhd": whole(traf(tfdt, trun(offset, 4, 6))),
    "no tfdt": whole(traf(tfhd, trun(offset, 4, 6))),
    "no trun": whole(traf(tfhd, tfdt)),
    "a time before the epoch": whole(traf(tfhd, fullBox("tfdt", 1, 0, u64(-1024)), trun(offset, 4, 6))),
    "no mdat": box("moof", mfhd, traf(tfhd, tfdt, trun(offset, 4, 6))),
    "two moofs": joinBytes([box("moof", mfhd), good]),
    "samples larger than mdat": whole(traf(tfhd, tfdt, trun(offset, 4, 7))),
    "samples smaller than mdat": whole(traf(tfhd, tfdt, trun(offset, 4, 5))),
    "samples that begin in the moof": whole(traf(tfhd, tfdt, trun(offset - 1, 5, 6))),
    "samples that begin before the file": whole(traf(tfhd, tfdt, trun(-100, 4, 6))),
    "an empty sample": whole(traf(tfhd, tfdt, trun(offset, 10, 0))),
    "a sample table cut short": whole(traf(tfhd, tfdt, fullBox("trun", 0, 0x201, u32(9, offset, 4, 6)))),
    "four thousand million samples": whole(traf(tfhd, tfdt, fullBox("trun", 0, 1, u32(0xffffffff, offset)))),
    "no sample sizes": whole(traf(tfhd, tfdt, fullBox("trun", 0, 1, u32(1, offset)))),
    "no sample durations": whole(traf(fullBox("tfhd", 0, 0x020000, u32(1)), tfdt, trun(offset, 4, 6))),
    "reordered pictures": whole(traf(tfhd, tfdt, fullBox("trun", 0, 0xa01, u32(2, offset, 4, 3000, 6, 0)))),
  };
  it.each(Object.entries(faults))("refuses %s", (_, bytes) => {
    expect(() => readFragment(bytes)).toThrow(MediaError);
  });

  it("throws nothing but MediaError, whatever the bytes", () => {
    const real = videoFragment(1_795_470_000, madeUpPictures("a", 1_795_470_000));
    const mutation = fc.array(fc.tuple(fc.nat(real.byteLength - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 8,
    });
    const mutated = mutation.map((changes) => {
      const bytes = real.slice();
      for (const [at, value] of changes) bytes[at] = value;
      return bytes;
    });
    const header = fc.tuple(fc.nat(300), fc.nat(0xffffffff)).map(([at, value]) => {
      const bytes = real.slice();
      bytes.set(u32(value), at);
      return bytes;
    });
    const cut = fc.tuple(fc.nat(real.byteLength), fc.nat(real.byteLength)).map(([a, b]) => real.slice(a, b));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), mutated, header, cut), (bytes) => {
        for (const read of [readFragment, (b: Uint8Array) => moveVideoFragment(b, 5)])
          try {
            read(bytes);
          } catch (error) {
            expect(error).toBeInstanceOf(MediaError);
          }
      }),
      { numRuns: 3000 },
    );
  });
});
