import { describe, expect, it } from "vitest";
import { ChannelClock } from "./channel-clock.ts";
import { measureOffset } from "./clock-measurement.ts";

const WALL = 1_800_000_000_000;
const PICTURE = 1000 / 30;

function clockAt(monotonic: { ms: number }): ChannelClock {
  return new ChannelClock({ monotonicMs: () => monotonic.ms, wallMs: WALL });
}

describe("ChannelClock", () => {
  it("guesses by the wall, then believes the first measurement at once", () => {
    const monotonic = { ms: 500 };
    const clock = clockAt(monotonic);
    expect(clock.nowMs()).toBe(WALL);
    clock.correct(WALL - 500 + 700);
    expect(clock.nowMs()).toBe(WALL + 700);
    expect(clock.offsetMs).toBe(700);
    expect(clock.skewMs).toBe(0);
  });

  it("slews later corrections by one whole picture a second", () => {
    const monotonic = { ms: 0 };
    const clock = clockAt(monotonic);
    clock.correct(WALL);
    clock.correct(WALL + 100);
    expect(clock.nowMs()).toBe(WALL);
    monotonic.ms = 1000;
    expect(clock.nowMs()).toBeCloseTo(WALL + 1000 + PICTURE, 3);
    monotonic.ms = 2500;
    expect(clock.nowMs()).toBeCloseTo(WALL + 2500 + 2 * PICTURE, 3);
    monotonic.ms = 60_000;
    expect(clock.nowMs()).toBeCloseTo(WALL + 60_000 + 3 * PICTURE, 3);
  });

  it("leaves less than half a picture alone, and goes back as it goes forth", () => {
    const monotonic = { ms: 0 };
    const clock = clockAt(monotonic);
    clock.correct(WALL);
    clock.correct(WALL - 15);
    monotonic.ms = 5000;
    expect(clock.nowMs()).toBe(WALL + 5000);
    clock.correct(WALL - 40);
    monotonic.ms = 9000;
    expect(clock.nowMs()).toBeCloseTo(WALL + 9000 - PICTURE, 3);
  });

  it("steps when it is more than a second off, and holds without measurements", () => {
    const monotonic = { ms: 0 };
    const clock = clockAt(monotonic);
    clock.correct(WALL);
    clock.correct(WALL + 5000);
    expect(clock.nowMs()).toBe(WALL + 5000);
    monotonic.ms = 3_600_000;
    expect(clock.nowMs()).toBe(WALL + 5000 + 3_600_000);
  });
});

describe("measureOffset", () => {
  it("keeps the answer with the least round trip", async () => {
    let ms = 0;
    const trips = [300, 20, 90, 40];
    const measured = await measureOffset(
      () => {
        const trip = trips.shift() ?? 0;
        ms += trip;
        return Promise.resolve(WALL + ms - trip / 2 + (trip === 20 ? 0 : 50));
      },
      () => ms,
    );
    expect(measured).toEqual({ offsetMs: WALL, roundTripMs: 20 });
  });

  it("has nothing to say without the edge", async () => {
    expect(
      await measureOffset(
        () => Promise.resolve(undefined),
        () => 0,
      ),
    ).toBeUndefined();
  });
});
