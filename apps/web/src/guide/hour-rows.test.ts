import { expect, it } from "vitest";
import { dayBounds } from "../time/zone-day.ts";
import { hourRows } from "./hour-rows.ts";
import type { Slot } from "./slots.ts";

const programme = (start: number, end: number): Slot => ({
  kind: "programme",
  start,
  end,
  entry: {
    airing: "a",
    slug: "a",
    kind: "live",
    title: "a",
    summary: "",
    presenters: [],
    start,
    end,
    timezone: "UTC",
  },
});

it("cuts a programme at the hour and says so", () => {
  const rows = hourRows({ from: 0, to: 4 * 3600 }, [programme(5400, 9000)]);
  expect(rows.map((row) => [row.from, row.to, row.isQuiet])).toEqual([
    [0, 3600, true],
    [3600, 7200, false],
    [7200, 10_800, false],
    [10_800, 14_400, true],
  ]);
  expect(rows[1]?.blocks).toMatchObject([{ left: 0.5, width: 0.5, isContinued: false, goesOn: true }]);
  expect(rows[2]?.blocks).toMatchObject([{ left: 0, width: 0.5, isContinued: true, goesOn: false }]);
});

it("gathers hours without programmes into one quiet row", () => {
  expect(hourRows({ from: 0, to: 86_400 }, [{ kind: "gap", start: 0, end: 86_400 }])).toEqual([
    { from: 0, to: 86_400, blocks: [], isQuiet: true },
  ]);
});

it("has 25 rows on the day the clocks go back", () => {
  const bounds = dayBounds("2026-10-25", "Europe/Berlin");
  expect(hourRows(bounds, [programme(bounds.from, bounds.to)])).toHaveLength(25);
});
