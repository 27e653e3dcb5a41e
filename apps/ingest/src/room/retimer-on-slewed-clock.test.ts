import { ChannelClock, MAX_SLEWED_MS, PICTURE_MS } from "@nonstop/channel-time/channel-clock";
import { describe, expect, it } from "vitest";
import { Retimer } from "./retimer.ts";

const WALL = 1_800_000_000_000;
/** When the clock is corrected, and how long the upstream goes on. */
const CORRECTED_MS = 10_000;
const END_MS = 240_000;

/** An even upstream of 30 pictures a second into a room whose clock is corrected once by `byMs`. */
function run(byMs: number): { places: number[]; lags: number[]; jumps: string[] } {
  const clock = new ChannelClock({ wallMs: WALL, monotonicMs: 0 });
  clock.correct(WALL, 0);
  const retimer = new Retimer();
  retimer.anchor(0, WALL);
  const places: number[] = [];
  const lags: number[] = [];
  const jumps: string[] = [];
  for (let picture = 0; picture * PICTURE_MS < END_MS; picture++) {
    const ms = Math.round(picture * PICTURE_MS);
    if (ms >= CORRECTED_MS && ms - CORRECTED_MS < PICTURE_MS) clock.correct(WALL + byMs, ms);
    const arrivalMs = clock.nowMs(ms);
    const answer = retimer.retime({ upstreamMs: ms, kind: "video", arrivalMs });
    if (answer.kind === "jump") {
      jumps.push(answer.reason);
      break;
    }
    places.push(answer.channelMs);
    lags.push(arrivalMs - answer.channelMs);
  }
  return { places, lags, jumps };
}

describe.each([
  ["put forward", 1],
  ["put back", -1],
])("a room whose clock is %s", (_, sign) => {
  it("does not notice what is slewed in a few pictures: its own move only when it has to", () => {
    const { places, jumps } = run(sign * 200);
    expect(jumps).toEqual([]);
    for (const [i, at] of places.entries())
      expect(at).toBeCloseTo((places[0] ?? 0) + Math.round(i * PICTURE_MS), 3);
  });

  it("lives through the largest correction that is slewed, never off by more than one picture at a time", () => {
    const { places, lags, jumps } = run(sign * MAX_SLEWED_MS);
    expect(jumps).toEqual([]);
    for (const [i, at] of places.entries()) {
      const step = at - (places[i - 1] ?? at - PICTURE_MS);
      // Upstream times are whole milliseconds.
      expect(step).toBeGreaterThan(-1);
      expect(step).toBeLessThan(2 * PICTURE_MS + 1);
    }
    // What came of it in the end is no further off than what is let be.
    expect(Math.abs(lags.at(-1) ?? Number.NaN)).toBeLessThan(2 * PICTURE_MS);
  });

  it("begins anew on the right second when the clock is set at once", () => {
    const { jumps } = run(sign * (MAX_SLEWED_MS + 3_000));
    expect(jumps).toHaveLength(1);
  });
});
