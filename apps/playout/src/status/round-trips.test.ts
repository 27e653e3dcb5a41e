import { expect, it } from "vitest";
import { RoundTrips } from "./round-trips.ts";

it("says what 95 of 100 of the newest did not exceed", () => {
  const trips = new RoundTrips();
  expect(trips.summary).toBeUndefined();
  trips.add(40.4);
  expect(trips.summary).toEqual({ count: 1, leastMs: 40, p95Ms: 40 });
  for (let ms = 1; ms <= 120; ms += 1) trips.add(ms);
  expect(trips.summary).toEqual({ count: 120, leastMs: 1, p95Ms: 114 });
});
