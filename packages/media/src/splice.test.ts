import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assetSecond } from "./asset-chunk.ts";
import { readFragment } from "./fragment.ts";
import { audioFramesOfSecond } from "./lattice.ts";
import { slateSecond } from "./slate.ts";
import { madeUpChunk, madeUpSlate } from "./testing/made-up-chunk.ts";
import { madeUpSecond } from "./testing/made-up-room.ts";

const RENDITIONS = ["v720"];
const ASSET_SECONDS = 32;
const asset = [0, 16].map((firstSecond) =>
  madeUpChunk("film", { firstSecond, seconds: 16, renditions: RENDITIONS, lastAudioFrame: 1499 }),
);
const slate = madeUpSlate(RENDITIONS);

/** One stay on a room: a live room, an asset from one of its seconds, or the slate, for so many seconds. */
type Stay = { room: "live-a" | "live-b" | "asset" | "slate"; seconds: number; from: number };

const stay: fc.Arbitrary<Stay> = fc.record({
  room: fc.constantFrom("live-a", "live-b", "asset", "slate"),
  seconds: fc.integer({ min: 1, max: 16 }),
  from: fc.nat(ASSET_SECONDS - 16),
});

function aired(first: number, stays: readonly Stay[]): Record<string, Uint8Array>[] {
  const seconds: Record<string, Uint8Array>[] = [];
  for (const { room, seconds: length, from } of stays)
    for (let k = 0; k < length; k += 1) {
      const second = first + seconds.length;
      const chunk = asset[Math.floor((from + k) / 16)]!;
      if (room === "slate") seconds.push(slateSecond(slate.layout, slate.parts, second));
      else if (room === "asset")
        seconds.push(
          assetSecond(chunk.layout, chunk.parts, { assetSecond: from + k, channelSecond: second }),
        );
      else seconds.push(madeUpSecond(room, second, RENDITIONS));
    }
  return seconds;
}

const start = fc.oneof(
  fc.nat(0xffffffff - 400),
  fc.integer({ min: 1_795_000_000, max: 1_796_000_000 }),
  fc.constantFrom(0, 0xffffffff - 399),
);

describe("the channel", () => {
  it("is continuous to the tick, whatever is spliced to whatever at whichever second", () => {
    fc.assert(
      fc.property(start, fc.array(stay, { minLength: 2, maxLength: 24 }), (first, stays) => {
        let tick = first * 90_000;
        let frame = audioFramesOfSecond(first).first;
        let sequence = first;
        for (const fragments of aired(first, stays)) {
          const video = readFragment(fragments["v720"]!);
          const audio = readFragment(fragments["audio"]!);
          expect([video.baseTime, audio.baseTime]).toEqual([tick, frame * 1024]);
          expect([video.sequence, audio.sequence]).toEqual([sequence, sequence]);
          expect(video.samples[0]?.isSync).toBe(true);
          expect(video.samples.every((sample) => sample.duration === 3000)).toBe(true);
          expect(audio.samples.every((sample) => sample.duration === 1024)).toBe(true);
          tick += video.samples.length * 3000;
          frame += audio.samples.length;
          sequence += 1;
        }
        expect(tick).toBe(sequence * 90_000);
        expect(frame).toBe(audioFramesOfSecond(sequence).first);
      }),
      { numRuns: 30 },
    );
  });

  it("never plays a frame of a room twice or leaves one out while it stays on that room", () => {
    fc.assert(
      fc.property(start, (first) => {
        const frames = aired(first, [{ room: "asset", seconds: 32, from: 0 }]).flatMap((fragments) =>
          readFragment(fragments["audio"]!).samples.map((s) =>
            new DataView(s.data.slice(-4).buffer).getUint32(0),
          ),
        );
        // The first may be frame 0 or 1, by the start's phase; the last frame may stand in for the one after it.
        expect(frames[0]).toBeLessThanOrEqual(1);
        const steps = frames.slice(1, -1).map((frame, index) => frame - frames[index]!);
        expect(steps.every((step) => step === 1)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});
