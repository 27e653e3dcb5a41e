import { expect, it } from "vitest";
import { backOffMs } from "./back-off.ts";

it("doubles from the first pause to the longest, and stays there", () => {
  const pauses = [1, 2, 3, 4, 5, 1000].map((failures) => backOffMs(failures, { firstMs: 250, maxMs: 1_500 }));
  expect(pauses).toEqual([250, 500, 1_000, 1_500, 1_500, 1_500]);
});
