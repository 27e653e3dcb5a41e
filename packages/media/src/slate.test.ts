import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFragment } from "./fragment.ts";
import { checkFragments } from "./house-check.ts";
import { audioFramesOfSecond } from "./lattice.ts";
import { MediaError } from "./media-error.ts";
import { slateSecond } from "./slate.ts";
import { madeUpChunk, madeUpSlate } from "./testing/made-up-chunk.ts";
import { madeUpAudioFrame, madeUpSecond } from "./testing/made-up-room.ts";

const RENDITIONS = ["v720", "v360"];

describe("slateSecond()", () => {
  const { layout, parts } = madeUpSlate(RENDITIONS);

  it("is the loop's second n mod 8 with the loop's frames k mod 375, for every second there is", () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), (second) => {
        const fragments = slateSecond(layout, parts, second);
        expect(checkFragments(fragments, second, RENDITIONS)).toEqual({ kind: "ok" });
        const original = madeUpSecond("slate", second % 8, RENDITIONS);
        for (const id of RENDITIONS)
          expect(readFragment(fragments[id]!).samples).toEqual(readFragment(original[id]!).samples);
        const { first, count } = audioFramesOfSecond(second);
        expect(readFragment(fragments["audio"]!).samples.map((s) => s.data)).toEqual(
          Array.from({ length: count }, (_, k) => madeUpAudioFrame("slate", (first + k) % 375)),
        );
      }),
    );
  });

  it("refuses a chunk that is no whole number of loops", () => {
    const chunks = [
      madeUpChunk("slate", { firstSecond: 0, seconds: 7, renditions: RENDITIONS }),
      madeUpChunk("slate", { firstSecond: 0, seconds: 8, renditions: RENDITIONS }),
      madeUpChunk("slate", { firstSecond: 8, seconds: 8, renditions: RENDITIONS, lastAudioFrame: 749 }),
    ];
    for (const chunk of chunks) expect(() => slateSecond(chunk.layout, chunk.parts, 5)).toThrow(MediaError);
  });
});
