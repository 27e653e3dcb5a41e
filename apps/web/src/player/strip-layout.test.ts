import { describe, expect, it } from "vitest";
import { layoutStrip, stripX } from "./strip-layout.ts";
import type { Slot } from "../guide/slots.ts";

const gap = (start: number, end: number): Slot => ({ kind: "gap", start, end });
const scale = { perMinute: 4, least: 100, most: 400, gapLeast: 80 };
const layout = layoutStrip([gap(0, 60), gap(60, 1860), gap(1860, 20_000)], scale);

describe("layoutStrip", () => {
  it("keeps widths within bounds and slots end to end", () => {
    expect(layout.placed.map(({ left, width }) => [left, width])).toEqual([
      [0, 80],
      [80, 120],
      [200, 400],
    ]);
    expect(layout.width).toBe(600);
  });
});

describe("stripX", () => {
  it("moves evenly within a slot", () => {
    expect(stripX(layout, 30)).toBe(40);
    expect(stripX(layout, 960)).toBe(140);
  });
  it("stays on the strip", () => {
    expect(stripX(layout, -5)).toBe(0);
    expect(stripX(layout, 99_999)).toBe(600);
  });
  it("never goes back", () => {
    let last = -1;
    for (let second = 0; second < 20_000; second += 37) {
      const x = stripX(layout, second);
      expect(x).toBeGreaterThanOrEqual(last);
      last = x;
    }
  });
});
