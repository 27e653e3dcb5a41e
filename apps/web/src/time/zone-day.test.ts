import { describe, expect, it } from "vitest";
import { addDays, clockLabel, dayBounds, dayFrom, dayOf, isZone, weekdayOf, zoneLabel } from "./zone-day.ts";

const at = (iso: string): number => Date.parse(iso) / 1000;
const hours = (day: string, zone: string): number => {
  const { from, to } = dayBounds(day, zone);
  return (to - from) / 3600;
};

describe("dayBounds", () => {
  it("begins at local midnight", () => {
    expect(dayBounds("2026-11-23", "Europe/Berlin")).toEqual({
      from: at("2026-11-22T23:00:00Z"),
      to: at("2026-11-23T23:00:00Z"),
    });
    expect(dayBounds("2026-11-23", "America/Los_Angeles").from).toBe(at("2026-11-23T08:00:00Z"));
    expect(dayBounds("2026-11-23", "Pacific/Kiritimati").from).toBe(at("2026-11-22T10:00:00Z"));
    expect(dayBounds("2026-11-23", "Asia/Kolkata").from).toBe(at("2026-11-22T18:30:00Z"));
  });
  it("has 23 hours in spring and 25 in autumn", () => {
    expect(hours("2026-03-29", "Europe/Berlin")).toBe(23);
    expect(hours("2026-10-25", "Europe/Berlin")).toBe(25);
    expect(hours("2026-03-29", "UTC")).toBe(24);
    expect(hours("2026-04-05", "Australia/Lord_Howe")).toBe(24.5);
  });
  it("begins at 01:00 where midnight does not exist", () => {
    expect(clockLabel(dayBounds("2026-04-24", "Africa/Cairo").from, "Africa/Cairo")).toBe("01:00");
  });
  it("lays days end to end", () => {
    for (const zone of ["Europe/London", "America/New_York", "Asia/Kathmandu"])
      for (let i = 0, day = "2026-01-01"; i < 365; i++, day = addDays(day, 1))
        expect(dayBounds(day, zone).to).toBe(dayBounds(addDays(day, 1), zone).from);
  });
});

describe("the small ones", () => {
  it("names the day of a second in the zone", () => {
    expect(dayOf(at("2026-11-23T23:30:00Z"), "Europe/Berlin")).toBe("2026-11-24");
    expect(dayOf(at("2026-11-23T23:30:00Z"), "UTC")).toBe("2026-11-23");
  });
  it("counts days over a month's end", () => expect(addDays("2026-02-28", 1)).toBe("2026-03-01"));
  it("takes a day from an address, if it is one", () => {
    expect(["2026-11-28", "2026-02-30", "2026-13-01", "tomorrow", "", null].map(dayFrom)).toEqual([
      "2026-11-28",
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
  it("starts the week on Monday", () => {
    expect(weekdayOf("2026-11-23")).toBe(0);
    expect(weekdayOf("2026-11-29")).toBe(6);
  });
  it("names a zone with its offset at that time", () => {
    expect(zoneLabel("Europe/Berlin", at("2026-07-01T00:00:00Z"))).toBe("Berlin, GMT+2");
    expect(zoneLabel("America/New_York", at("2026-12-01T00:00:00Z"))).toBe("New York, GMT-5");
    expect(zoneLabel("UTC", 0)).toBe("UTC");
  });
  it("knows no zone by any name", () => {
    expect(isZone("Europe/Berlin")).toBe(true);
    expect(isZone("Mars/Olympus")).toBe(false);
  });
});
