import { describe, expect, it } from "vitest";
import { makeBackdrop } from "./backdrop.ts";
import { readMarks, unwrapClock } from "./marks.ts";
import { drawSheet, sheetGeometry } from "./sheet.ts";

/** A picture with only the strip of marks, placed as ffmpeg does it. */
function picture(width: number, height: number, marks: { room: number; frame: number; clockMs: number }) {
  const geometry = sheetGeometry(height);
  const sheet = drawSheet(geometry, marks, makeBackdrop("drift", 200), 1);
  const luma = new Uint8Array(width * height).fill(90);
  for (let y = 0; y < geometry.stripHeight; y++)
    luma.set(sheet.subarray(y * geometry.width, y * geometry.width + geometry.stripWidth), y * width);
  return luma;
}

describe("marks", () => {
  const marks = { room: 137, frame: 65_535, clockMs: 4_294_967_295 };

  it("are read back at every house raster, and where a cell is no whole number of pixels", () => {
    for (const [w, h] of [
      [640, 360],
      [854, 480],
      [1280, 720],
      [1920, 1080],
      [640, 480],
    ] as const) {
      expect(readMarks(picture(w, h, marks), w, h)).toEqual(marks);
      expect(readMarks(picture(w, h, { room: 1, frame: 0, clockMs: 0 }), w, h)).toEqual({
        room: 1,
        frame: 0,
        clockMs: 0,
      });
    }
  });

  it("are read back from a 4:3 piece between side bars", () => {
    const inner = picture(960, 720, marks);
    const outer = new Uint8Array(1280 * 720).fill(16);
    for (let y = 0; y < 720; y++) outer.set(inner.subarray(y * 960, (y + 1) * 960), y * 1280 + 160);
    expect(readMarks(outer, 1280, 720)).toEqual(marks);
  });

  it("are absent from black, white, flat and damaged pictures", () => {
    for (const level of [0, 16, 128, 255])
      expect(readMarks(new Uint8Array(640 * 360).fill(level), 640, 360)).toBeUndefined();
    const damaged = picture(640, 360, marks);
    for (let y = 4; y < 12; y++) damaged.fill(16, y * 640 + 4, y * 640 + 12);
    expect(readMarks(damaged, 640, 360)).toBeUndefined();
  });

  it("give room and frame when only the clock row is unreadable", () => {
    const damaged = picture(640, 360, marks);
    for (let y = 12; y < 20; y++) damaged.fill(16, y * 640 + 4, y * 640 + 12);
    expect(readMarks(damaged, 640, 360)).toEqual({ ...marks, clockMs: undefined });
  });

  it("have a clock that unwraps to the nearest moment", () => {
    const now = 1_795_000_000_123;
    for (const ms of [now, now - 4000, now + 4000]) expect(unwrapClock(ms % 4_294_967_296, now)).toBe(ms);
  });
});
