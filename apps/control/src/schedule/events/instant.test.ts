import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isTimezone } from "@nonstop/schedule/wall-time";
import { parseInstant } from "./instant.ts";

const second = (iso: string): { kind: "second"; second: number } => ({
  kind: "second",
  second: Date.parse(iso) / 1000,
});

describe("parseInstant", () => {
  it.each([
    ["2018-02-02T17:00+03:00", "2018-02-02T14:00:00Z"],
    ["2026-12-11T20:00:00.000-0500", "2026-12-12T01:00:00Z"],
    ["2026-12-11T20:00:00.000Z", "2026-12-11T20:00:00Z"],
    ["2026-12-11T20:00:30Z", "2026-12-11T20:00:30Z"],
    ["2027-01-01T00:15+05:45", "2026-12-31T18:30:00Z"],
    ["2028-02-29T12:00-12:00", "2028-03-01T00:00:00Z"],
  ])("reads %s as an instant", (text, iso) => {
    expect(parseInstant(text)).toEqual(second(iso));
  });

  it("takes the written offset, whatever the clocks do that day", () => {
    // Berlin on 25 October 2026: 02:30 comes twice, an hour apart.
    const summer = parseInstant("2026-10-25T02:30+02:00");
    const winter = parseInstant("2026-10-25T02:30+01:00");
    expect(summer).toEqual(second("2026-10-25T00:30:00Z"));
    expect(winter).toEqual(second("2026-10-25T01:30:00Z"));
    // 29 March 2026: 02:30 never was on Berlin's clocks, but with its offset it is an instant all the same.
    expect(parseInstant("2026-03-29T02:30+01:00")).toEqual(second("2026-03-29T01:30:00Z"));
  });

  it("never guesses a zone or a time of day", () => {
    expect(parseInstant("2020-06-15T14:30")).toEqual({ kind: "no-zone" });
    expect(parseInstant("2020-06-15T14:30:00.000")).toEqual({ kind: "no-zone" });
    expect(parseInstant("2020-06-15")).toEqual({ kind: "no-time" });
  });

  it.each([
    "",
    "soon",
    "2026-02-30T10:00Z",
    "2026-13-01T10:00Z",
    "2026-01-01T24:01Z",
    "2026-01-01T10:61Z",
    "2026-01-01T10:00+15:00",
    "2026-01-01T10:00+01:75",
    "2026-01-01 10:00Z",
    "20260101T100000Z",
    "2026-01-01T10:00Zulu",
    "0099-01-01T10:00Z",
  ])("refuses %j", (text) => {
    expect(parseInstant(text)).toEqual({ kind: "malformed" });
  });

  it("agrees with the platform wherever a zone is written", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1971-01-02"), max: new Date("2099-12-30"), noInvalidDate: true }),
        fc.integer({ min: -12 * 4, max: 14 * 4 }),
        (date, quarters) => {
          const minutes = quarters * 15;
          const wall = new Date(Math.floor(date.getTime() / 60_000) * 60_000 + minutes * 60_000);
          const [hh, mm] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
          const zone = `${minutes < 0 ? "-" : "+"}${String(hh).padStart(2, "0")}:${String(mm).padStart(2, "0")}`;
          const text = `${wall.toISOString().slice(0, 16)}${zone}`;
          expect(parseInstant(text)).toEqual(second(text));
        },
      ),
    );
  });
});

describe("isTimezone", () => {
  it("knows IANA zones", () => {
    expect(["Europe/Lisbon", "America/New_York", "UTC"].every(isTimezone)).toBe(true);
    expect(["", "Mars/Olympus", "Lisbon time", "+01:00"].some(isTimezone)).toBe(false);
  });
});
