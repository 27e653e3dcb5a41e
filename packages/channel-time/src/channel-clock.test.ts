import { describe, expect, it } from "vitest";
import { ChannelClock, PICTURE_MS } from "./channel-clock.ts";

const WALL = 1_800_000_000_000;

/** A clock that began at 0 and was measured to be right. */
function measured(): ChannelClock {
  const clock = new ChannelClock({ wallMs: WALL, monotonicMs: 0 });
  clock.correct(WALL, 0);
  return clock;
}

describe("ChannelClock", () => {
  it("guesses by the wall, then believes the first measurement at once", () => {
    const clock = new ChannelClock({ wallMs: WALL, monotonicMs: 500 });
    expect(clock.nowMs(500)).toBe(WALL);
    expect(clock.isMeasured).toBe(false);
    clock.correct(WALL - 500 + 700, 500);
    expect(clock.nowMs(500)).toBe(WALL + 700);
    expect(clock).toMatchObject({ isMeasured: true, offsetMs: 700, skewMs: 0 });
  });

  it("slews later corrections by one whole picture a second", () => {
    const clock = measured();
    clock.correct(WALL + 100, 0);
    expect(clock.nowMs(0)).toBe(WALL);
    expect(clock.nowMs(999)).toBe(WALL + 999);
    expect(clock.nowMs(1000)).toBeCloseTo(WALL + 1000 + PICTURE_MS, 3);
    expect(clock.nowMs(2500)).toBeCloseTo(WALL + 2500 + 2 * PICTURE_MS, 3);
    expect(clock.nowMs(60_000)).toBeCloseTo(WALL + 60_000 + 3 * PICTURE_MS, 3);
  });

  it("tells what it has not slewed yet", () => {
    const clock = measured();
    clock.correct(WALL + 100, 0);
    expect(clock.skewMs).toBe(100);
    clock.nowMs(2000);
    expect(clock.skewMs).toBeCloseTo(100 - 2 * PICTURE_MS, 3);
    expect(clock.offsetMs).toBe(100);
  });

  it("leaves less than half a picture alone, and goes back as it goes forth", () => {
    const clock = measured();
    clock.correct(WALL - 15, 0);
    expect(clock.nowMs(5000)).toBe(WALL + 5000);
    clock.correct(WALL - 40, 5000);
    expect(clock.nowMs(9000)).toBeCloseTo(WALL + 9000 - PICTURE_MS, 3);
  });

  it("slews up to a second, sets itself beyond that, and holds without measurements", () => {
    const clock = measured();
    clock.correct(WALL + 1000, 0);
    expect(clock.nowMs(0)).toBe(WALL);
    expect(clock.nowMs(30_000)).toBeCloseTo(WALL + 31_000, 3);
    clock.correct(WALL + 5000, 30_000);
    expect(clock.nowMs(30_000)).toBe(WALL + 35_000);
    expect(clock.nowMs(3_600_000)).toBe(WALL + 5000 + 3_600_000);
  });

  it("does not owe the pictures of a time when there was nothing to correct", () => {
    const clock = measured();
    clock.correct(WALL + 500, 600_000);
    expect(clock.nowMs(600_500)).toBe(WALL + 600_500);
    expect(clock.nowMs(601_000)).toBeCloseTo(WALL + 601_000 + PICTURE_MS, 3);
  });
});
