import { describe, expect, it } from "vitest";
import { TrackClocks } from "./track-clocks.ts";

describe("TrackClocks", () => {
  it("goes on over the wrap of 32 bits, in both tracks at their own times", () => {
    const clocks = new TrackClocks();
    const before = clocks.unwrap("video", 2 ** 32 - 20);
    expect(clocks.unwrap("audio", 5) - before).toBe(25);
    expect(clocks.unwrap("video", 13) - before).toBe(33);
    expect(clocks.unwrap("audio", 2 ** 32 - 1) - before).toBe(19);
  });

  it.each([-900, 0, 900])("believes timestamps that arrive %i ms from each other", (ms) => {
    const clocks = new TrackClocks();
    clocks.note("video", clocks.unwrap("video", 5_000), 100_000);
    clocks.note("audio", clocks.unwrap("audio", 5_000), 100_000 + ms);
    expect(clocks.bringTogether()).toBe(0);
    expect(clocks.leastGapMs).toBe(95_000 + Math.min(0, ms));
  });

  it.each([600_000, 3_000, -3_000, -3_600_000, 2 ** 31 - 1])(
    "puts sound that is %i ms off beside the pictures",
    (ms) => {
      const clocks = new TrackClocks();
      const start = 10_000_000;
      clocks.note("video", clocks.unwrap("video", start), 100_000);
      clocks.note("audio", clocks.unwrap("audio", start + ms), 100_000);
      expect(clocks.bringTogether()).toBe(-ms);
      expect(clocks.unwrap("audio", start + ms + 21)).toBe(start + 21);
      expect(clocks.bringTogether()).toBe(0);
    },
  );
});
