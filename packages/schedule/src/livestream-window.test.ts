import { expect, it } from "vitest";
import { livestreamWindow, mayStream } from "./livestream-window.ts";

const margins = { preRollSeconds: 600, overrunSeconds: 1800 };
const window = livestreamWindow({ start: 36_000, end: 39_600 }, margins);

it("begins with the pre-roll and ends with the overrun", () => {
  expect(window).toEqual({ from: 35_400, to: 41_400 });
  const up = (second: number): boolean => mayStream(second, window, undefined);
  expect([35_399, 35_400, 41_399, 41_400].map(up)).toEqual([false, true, true, false]);
});

it("is opened outside by a rehearsal, for as long as that lasts", () => {
  const rehearsal = { from: 1_000, to: 1_600 };
  const up = (second: number): boolean => mayStream(second, window, rehearsal);
  expect([999, 1_000, 1_599, 1_600, 36_000].map(up)).toEqual([false, true, true, false, true]);
});
