import { expect, it } from "vitest";
import { wallTimeMs, wallTimeWithOffset } from "./wall-time.ts";

it("turns wall times into instants and back, on both sides of a change of clocks", () => {
  const lisbon = "Europe/Lisbon";
  expect(new Date(wallTimeMs("2026-01-31T20:00", lisbon)).toISOString()).toBe("2026-01-31T20:00:00.000Z");
  expect(new Date(wallTimeMs("2026-07-31T20:00", lisbon)).toISOString()).toBe("2026-07-31T19:00:00.000Z");
  expect(wallTimeWithOffset(Date.parse("2026-07-31T19:00:00Z"), lisbon)).toBe("2026-07-31T20:00+01:00");
  expect(wallTimeWithOffset(Date.parse("2026-07-31T19:00:00Z"), "America/St_Johns")).toBe(
    "2026-07-31T16:30-02:30",
  );
});
