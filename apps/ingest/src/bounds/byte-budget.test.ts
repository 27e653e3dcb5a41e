import { expect, it } from "vitest";
import { ByteBudget } from "./byte-budget.ts";

it("lets a burst through, and then no more than so much a second", () => {
  let now = 0;
  const budget = new ByteBudget({ perSecond: 1_000, atOnce: 5_000, nowMs: () => now });
  expect(budget.spend(5_000)).toBe(0);
  expect(budget.spend(500)).toBe(500);
  now += 500;
  expect(budget.spend(0)).toBe(0);
  now += 60_000;
  expect(budget.spend(5_000)).toBe(0);
  expect(budget.spend(1_000)).toBe(1_000);
});
