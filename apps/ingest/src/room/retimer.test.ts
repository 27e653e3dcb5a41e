import { describe, expect, it } from "vitest";
import { Retimer } from "./retimer.ts";

const PICTURE = 1000 / 30;

/** A retimer anchored on a picture at 0 that came at `arrivalMs`. */
function anchored(arrivalMs = 1_000_000): Retimer {
  const retimer = new Retimer();
  retimer.anchor(0, arrivalMs);
  return retimer;
}

describe("Retimer", () => {
  it("puts pictures on the picture grid, at most one picture before they came", () => {
    const at = anchored(1_000_020).place(0);
    expect(Math.abs(at / PICTURE - Math.round(at / PICTURE))).toBeLessThan(1e-6);
    expect(1_000_020 - at).toBeGreaterThanOrEqual(0);
    expect(1_000_020 - at).toBeLessThan(PICTURE);
  });

  it("lives through a stall and its burst, and through jitter", () => {
    const retimer = anchored();
    for (let t = 0; t < 20_000; t += 33) {
      const held = t > 5_000 && t < 8_000 ? 8_000 : t % 990 === 0 ? t + 600 : t;
      const placed = retimer.retime({
        upstreamMs: t,
        kind: "video",
        arrivalMs: 1_000_000 + held,
      });
      expect(placed.kind).toBe("at");
    }
  });

  it.each([
    ["ahead", 100_000, "timestamps-ahead"],
    ["back", -4_000, "timestamps-back"],
  ])("tells a jump %s", (_, by, reason) => {
    const retimer = anchored();
    for (let t = 0; t <= 5_000; t += 33)
      retimer.retime({ upstreamMs: t, kind: "video", arrivalMs: 1_000_000 + t });
    const jumped = retimer.retime({
      upstreamMs: 5_033 + by,
      kind: "video",
      arrivalMs: 1_005_033,
    });
    expect(jumped).toEqual({ kind: "jump", reason });
  });

  it("gives up on an upstream that stays late", () => {
    const retimer = anchored();
    const kinds = new Set<string>();
    for (let t = 0; t < 10_000; t += 33)
      kinds.add(
        retimer.retime({
          upstreamMs: t,
          kind: "video",
          arrivalMs: 1_000_000 + t + (t > 2_000 ? 2_000 : 0),
        }).kind,
      );
    expect(kinds).toEqual(new Set(["at", "jump"]));
  });

  it.each([
    ["early", 190],
    ["late", -190],
  ])("puts right, once, what an upstream's first burst said too %s", (_, ms) => {
    const retimer = anchored();
    const offsets = new Set<number>();
    for (let t = 0; t < 30_000; t += 33) {
      retimer.retime({ upstreamMs: t, kind: "video", arrivalMs: 1_000_000 + t + ms });
      if (t > 2_000) offsets.add(Math.round(retimer.place(t) - t));
    }
    expect(offsets.size).toBe(1);
    const lag = 1_000_000 + ms - [...offsets][0]!;
    expect(lag).toBeGreaterThanOrEqual(-1);
    expect(lag).toBeLessThan(PICTURE + 1);
  });

  it.each([
    ["delays", (t: number) => (t > 10_000 && t < 40_000 ? 70 + (t % 5) * 10 : 0)],
    ["delay of the beginning, made up for", (t: number) => (t < 10_000 ? 0 : -Math.min(500, t / 100))],
  ])("does not mistake a busy machine's %s for drift", (_, delayAt) => {
    const retimer = anchored();
    const first = retimer.place(0);
    for (let t = 0; t < 60_000; t += 33) {
      const arrivalMs = 1_000_000 + t + delayAt(t);
      retimer.retime({ upstreamMs: t, kind: "video", arrivalMs });
    }
    expect(retimer.place(0)).toBe(first);
  });

  it.each([
    [300, 290],
    [-600, 640],
  ])("follows an upstream that drifts by %i ppm, and loses no picture", (ppm, mostMs) => {
    const retimer = anchored();
    const first = retimer.place(0);
    let before = first;
    for (let t = 0; t < 1_200_000; t += 33) {
      const arrivalMs = 1_000_000 + t * (1 + ppm / 1e6);
      const placed = retimer.retime({ upstreamMs: t, kind: "video", arrivalMs });
      const at = placed.kind === "at" ? placed.channelMs : Number.NaN;
      expect(Math.abs(arrivalMs - at)).toBeLessThan(mostMs);
      // A step of one picture at most, on top of the one that came.
      expect(Math.abs(at - before)).toBeLessThan(2.1 * PICTURE);
      before = at;
    }
    const moved = retimer.place(0) - first;
    expect(Math.sign(moved)).toBe(Math.sign(ppm));
    expect(Math.abs(moved)).toBeGreaterThan(200);
    expect(Math.abs(moved / PICTURE - Math.round(moved / PICTURE))).toBeLessThan(1e-3);
  });
});
