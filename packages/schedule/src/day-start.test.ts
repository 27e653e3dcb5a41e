import { describe, expect, it } from "vitest";
import { dayEnd, dayStart } from "./day-start.ts";
import { wallDate } from "./wall-time.ts";

const at = (iso: string): number => Date.parse(iso) / 1000;

describe("the start of a local day", () => {
  it.each([
    ["2027-07-01", "UTC", "2027-07-01T00:00:00Z"],
    ["2027-07-01", "Europe/Lisbon", "2027-06-30T23:00:00Z"],
    ["2027-01-01", "America/Los_Angeles", "2027-01-01T08:00:00Z"],
    ["2027-03-28", "Europe/Berlin", "2027-03-27T23:00:00Z"],
    ["2027-03-29", "Europe/Berlin", "2027-03-28T22:00:00Z"],
    ["2027-10-31", "Europe/Berlin", "2027-10-30T22:00:00Z"],
    ["2027-06-01", "Asia/Kathmandu", "2027-05-31T18:15:00Z"],
    // The clocks of Cairo leap from midnight to one.
    ["2027-04-30", "Africa/Cairo", "2027-04-29T22:00:00Z"],
  ])("of %s in %s is %s", (date, zone, iso) => {
    expect(dayStart(date, zone)).toBe(at(iso));
    expect(wallDate(at(iso), zone)).toBe(date);
    expect(wallDate(at(iso) - 1, zone)).not.toBe(date);
  });

  it.each(["", "2027-02-31", "2027-3-1", "tomorrow", "2027-03-01T00:00Z"])("is none of %j", (text) => {
    expect(dayStart(text, "UTC")).toBeUndefined();
    expect(dayEnd(text, "UTC")).toBeUndefined();
  });

  it("follows the last second of the day before, also where a day has 23 hours", () => {
    expect(dayEnd("2027-03-28", "Europe/Berlin")).toBe(dayStart("2027-03-29", "Europe/Berlin"));
    expect(dayEnd("2026-12-31", "Europe/Lisbon")).toBe(at("2027-01-01T00:00:00Z"));
  });
});
