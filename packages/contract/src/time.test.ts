import { expect, it } from "vitest";
import { airDeadlineMs, secondOf, slateDeadlineMs } from "./time.ts";

it("gives a second until 1.5 s after its end, and makes it slate 1 s later", () => {
  expect(airDeadlineMs(10)).toBe(12_500);
  expect(slateDeadlineMs(10)).toBe(13_500);
});

it("knows the second of a moment, up to its last millisecond", () => {
  expect(secondOf(10_000)).toBe(10);
  expect(secondOf(10_999.9)).toBe(10);
  expect(secondOf(11_000)).toBe(11);
});
