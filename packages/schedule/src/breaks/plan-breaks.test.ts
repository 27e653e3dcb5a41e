import { array, assert, integer, pre, property, record } from "fast-check";
import { expect, it } from "vitest";
import { planBreaks } from "./plan-breaks.ts";

const START = 1_806_000_000;
const film = {
  start: START,
  end: START + 3600,
  durationSeconds: 3300,
  points: [900, 1800, 2700],
  spacingSeconds: 480,
  lengths: [20, 60, 100],
};

it("spreads the time that is left over the points where a piece may be interrupted", () => {
  expect(planBreaks(film)).toEqual([
    { kind: "part", start: START, end: START + 900, at: 0 },
    { kind: "break", start: START + 900, end: START + 1000 },
    { kind: "part", start: START + 1000, end: START + 1900, at: 900 },
    { kind: "break", start: START + 1900, end: START + 2000 },
    { kind: "part", start: START + 2000, end: START + 2900, at: 1800 },
    { kind: "break", start: START + 2900, end: START + 3000 },
    { kind: "part", start: START + 3000, end: START + 3600, at: 2700 },
  ]);
});

it("keeps breaks apart, and away from the ends", () => {
  const parts = planBreaks({ ...film, points: [10, 900, 1000, 3290] });
  expect(parts.filter(({ kind }) => kind === "break")).toHaveLength(1);
  expect(parts[0]).toMatchObject({ end: START + 900 });
});

it("airs a piece in one part where there is no time for a break, or no point", () => {
  const whole = [{ kind: "part", start: START, end: START + 3300, at: 0 }];
  expect(planBreaks({ ...film, end: START + 3310 })).toEqual(whole);
  expect(planBreaks({ ...film, points: [] })).toEqual(whole);
  expect(planBreaks({ ...film, lengths: [] })).toEqual(whole);
  expect(planBreaks({ ...film, end: START + 3000 })).toEqual([{ ...whole[0], end: START + 3000 }]);
});

it("airs every second of a piece once, in order, within its slot", () => {
  const slot = record({
    durationSeconds: integer({ min: 1, max: 8000 }),
    left: integer({ min: -100, max: 4000 }),
    points: array(integer({ min: 0, max: 9000 }), { maxLength: 30 }),
    spacingSeconds: integer({ min: 60, max: 1200 }),
    lengths: array(integer({ min: 1, max: 400 }), { maxLength: 6 }).map((all) => all.sort((a, b) => a - b)),
  });
  assert(
    property(slot, ({ durationSeconds, left, points, spacingSeconds, lengths }) => {
      pre(durationSeconds + left > 0);
      const end = START + durationSeconds + left;
      const parts = planBreaks({ start: START, end, durationSeconds, points, spacingSeconds, lengths });
      let second = START;
      let at = 0;
      for (const part of parts) {
        expect(part.start).toBe(second);
        second = part.end;
        if (part.kind === "break") {
          expect(lengths).toContain(part.end - part.start);
          expect(part.end - part.start).toBeGreaterThanOrEqual(15);
          expect(part.end - part.start).toBeLessThanOrEqual(180);
          expect(points).toContain(at);
        } else {
          expect(part.at).toBe(at);
          at += part.end - part.start;
        }
      }
      expect(second).toBeLessThanOrEqual(end);
      expect(at).toBe(Math.min(durationSeconds, end - START));
    }),
  );
});
