import { expect, it } from "vitest";
import { backOffMs } from "./back-off.ts";

it("doubles up to ten minutes, and is never shorter than asked for", () => {
  expect([1, 2, 3, 4, 11, 500].map((attempt) => backOffMs(attempt))).toEqual([
    1000, 2000, 4000, 8000, 600_000, 600_000,
  ]);
  expect(backOffMs(1, 30_000)).toBe(30_000);
  expect(backOffMs(1, Number.MAX_SAFE_INTEGER)).toBe(3600_000);
});
