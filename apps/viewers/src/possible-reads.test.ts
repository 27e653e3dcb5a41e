import { describe, expect, it } from "vitest";
import { isReloadTooFar, isSurelyListed, partPlace, segmentPlace } from "./possible-reads.ts";

/** Begins a segment. */
const T = 1_795_000_000;
const NOW = T * 1000;
const SEGMENT = T / 4;

describe("by the clock alone", () => {
  it.each([
    [4_294_967_295, "not-yet"],
    [T + 5, "not-yet"],
    // The channel lets readers wait for the next seconds.
    [T + 4, "kept"],
    [T - 3, "kept"],
    [T - 155, "kept"],
    [T - 160, "gone"],
    [1, "gone"],
  ])("part %i is %s", (second, place) => {
    expect(partPlace(second, NOW)).toBe(place);
  });

  it.each([
    [1_073_741_823, "not-yet"],
    [SEGMENT, "not-yet"],
    [SEGMENT - 1, "kept"],
    [SEGMENT - 38, "kept"],
    [SEGMENT - 41, "written-late"],
    [SEGMENT - 489, "written-late"],
    [SEGMENT - 500, "stored"],
    [SEGMENT - 80 * 21_600, "stored"],
    [SEGMENT - 91 * 21_600, "gone"],
    [1, "gone"],
  ])("segment %i is %s", (segment, place) => {
    expect(segmentPlace(segment, NOW)).toBe(place);
  });

  it("nobody waits for a segment that is more than two after any that may be listed", () => {
    expect(isReloadTooFar(SEGMENT + 2, NOW)).toBe(false);
    expect(isReloadTooFar(SEGMENT + 3, NOW)).toBe(true);
  });

  it("what is long over is listed, whatever it became", () => {
    expect(isSurelyListed(T - 6, NOW)).toBe(true);
    expect(isSurelyListed(T - 5, NOW)).toBe(false);
  });
});
