import { expect, it } from "vitest";
import { PictureRate } from "./picture-rate.ts";

function rateOf(times: readonly number[]): number | undefined {
  const rate = new PictureRate();
  for (const time of times) rate.note(time);
  return rate.perSecond;
}
const every = (ms: number, count: number, from = 0): number[] =>
  Array.from({ length: count }, (_, index) => Math.round(from + index * ms));

it.each([
  ["25 a second", every(40, 100), 25],
  ["30 a second, in whole milliseconds", every(1000 / 30, 100), 30],
  ["five a second", every(200, 30), 5],
  ["what is newer counts", [...every(40, 200), ...every(100, 60, 8_000)], 10],
  ["a clock that jumps begins anew", [...every(40, 100), ...every(200, 20, 1_000_000)], 5],
  ["a clock that jumps back, too", [...every(40, 100, 1_000_000), ...every(200, 20)], 5],
  ["too few to tell", every(40, 10), undefined],
  ["none", [], undefined],
])("%s", (_what, times, expected) => {
  expect(rateOf(times)).toEqual(expected);
});
