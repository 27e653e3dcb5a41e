import { expect, it } from "vitest";
import { stationClock } from "./station-clock.ts";

it("follows the server, whatever the viewer's own clock says", () => {
  let local = 1000;
  const clock = stationClock(() => local, 5_000_000);
  expect(clock.nowMs()).toBe(5_000_000);
  clock.read(9_000_000, 1000, 1200);
  local = 1200;
  expect(clock.nowMs()).toBe(9_000_100);
});

it("keeps the reading of the shortest round trip, and drops it when it is old", () => {
  let local = 100;
  const clock = stationClock(() => local, 0);
  clock.read(1_000_050, 0, 100);
  clock.read(1_009_000, 100, 2100);
  local = 2100;
  expect(clock.nowMs()).toBe(1_002_100);
  clock.read(1_200_500, 199_000, 200_000);
  local = 200_000;
  expect(clock.nowMs()).toBe(1_201_000);
});
