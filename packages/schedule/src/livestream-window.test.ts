import { expect, it } from "vitest";
import { isWithin, livestreamWindow } from "./livestream-window.ts";

it("begins with the pre-roll and ends with the overrun", () => {
  const window = livestreamWindow(
    { start: 36_000, end: 39_600 },
    { preRollSeconds: 600, overrunSeconds: 1800 },
  );
  expect(window).toEqual({ from: 35_400, to: 41_400 });
  const seconds = [35_399, 35_400, 41_399, 41_400];
  expect(seconds.map((second) => isWithin(window, second))).toEqual([false, true, true, false]);
});
