import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  assetAudioFrame,
  AUDIO_FRAME_SAMPLES,
  AUDIO_TIMESCALE,
  audioFramesOfSecond,
  firstSecondOfSegment,
  LATTICE_PERIOD_FRAMES,
  LATTICE_PERIOD_SECONDS,
  secondOfAudioFrame,
  segmentOfSecond,
} from "./lattice.ts";

const second = fc.oneof(
  fc.integer({ min: 0, max: 0xffffffff }),
  fc.integer({ min: 1_795_000_000, max: 1_796_000_000 }),
);

describe("audioFramesOfSecond()", () => {
  it("gives exactly the frames that begin in the second, counted in whole samples", () => {
    fc.assert(
      fc.property(second, (n) => {
        const { first, count } = audioFramesOfSecond(n);
        const start = BigInt(n) * BigInt(AUDIO_TIMESCALE);
        const end = start + BigInt(AUDIO_TIMESCALE);
        const beginOf = (frame: number): bigint => BigInt(frame) * BigInt(AUDIO_FRAME_SAMPLES);
        expect(beginOf(first) >= start && beginOf(first - 1) < start).toBe(true);
        expect(beginOf(first + count - 1) < end && beginOf(first + count) >= end).toBe(true);
        expect([46, 47]).toContain(count);
      }),
    );
  });

  it("leaves no frame out and gives none twice", () => {
    fc.assert(
      fc.property(second, (n) => {
        const here = audioFramesOfSecond(n);
        expect(audioFramesOfSecond(n + 1).first).toBe(here.first + here.count);
      }),
    );
  });

  it("repeats every 8 s", () => {
    fc.assert(
      fc.property(second, (n) => {
        const later = audioFramesOfSecond(n + LATTICE_PERIOD_SECONDS);
        expect(later).toEqual({
          ...audioFramesOfSecond(n),
          first: audioFramesOfSecond(n).first + LATTICE_PERIOD_FRAMES,
        });
      }),
    );
  });
});

describe("secondOfAudioFrame()", () => {
  it("finds the second of every frame of a second, and only those", () => {
    fc.assert(
      fc.property(second, (n) => {
        const { first, count } = audioFramesOfSecond(n);
        expect(secondOfAudioFrame(first)).toBe(n);
        expect(secondOfAudioFrame(first + count - 1)).toBe(n);
        expect(secondOfAudioFrame(first - 1)).toBe(n - 1);
        expect(secondOfAudioFrame(first + count)).toBe(n + 1);
      }),
    );
  });
});

describe("segmentOfSecond()", () => {
  it("puts four seconds into a segment", () => {
    fc.assert(
      fc.property(second, (n) => {
        const start = firstSecondOfSegment(segmentOfSecond(n));
        expect(n - start).toBeGreaterThanOrEqual(0);
        expect(n - start).toBeLessThan(4);
      }),
    );
  });
});

describe("assetAudioFrame()", () => {
  it("keeps the sound within half a frame of its picture, by the same amount throughout", () => {
    fc.assert(
      fc.property(second, fc.nat(100_000), (start, k) => {
        const channelFrame = audioFramesOfSecond(start).first + k;
        const assetFrame = assetAudioFrame(channelFrame, start);
        // Where the frame should sound, in samples since the asset's start, against where it was in the asset.
        const due = BigInt(channelFrame) * 1024n - BigInt(start) * 48_000n;
        const error = Number(due - BigInt(assetFrame) * 1024n);
        expect(Math.abs(error)).toBeLessThanOrEqual(512);
        expect(assetAudioFrame(channelFrame + 1, start)).toBe(assetFrame + 1);
      }),
    );
  });

  it("rounds a start half a frame off the lattice up", () => {
    expect(assetAudioFrame(1000, 4)).toBe(1000 - 188);
    expect(assetAudioFrame(0, 0)).toBe(0);
  });
});
