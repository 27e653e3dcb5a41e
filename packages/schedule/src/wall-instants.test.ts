import { describe, expect, it } from "vitest";
import { clockChanges, instantOfWall, secondsOfWall } from "./wall-instants.ts";

const at = (iso: string): number => Date.parse(iso) / 1000;

describe("what the clocks of a zone show", () => {
  it("is one second, none when they leap over it, and two when it comes twice", () => {
    const lisbon = (wall: string): string[] =>
      secondsOfWall(wall, "Europe/Lisbon").map((second) =>
        new Date(second * 1000).toISOString().slice(0, 16),
      );
    expect(lisbon("2027-03-27")).toEqual(["2027-03-27T00:00"]);
    expect(lisbon("2027-07-01T18:30")).toEqual(["2027-07-01T17:30"]);
    expect(lisbon("2027-03-28T01:30")).toEqual([]);
    expect(lisbon("2027-10-31T01:30")).toEqual(["2027-10-31T00:30", "2027-10-31T01:30"]);
    expect(lisbon("tomorrow")).toEqual([]);
    expect(secondsOfWall("2027-04-04T01:45", "Australia/Lord_Howe")).toHaveLength(2);
  });

  it("changes when it changes, to the second", () => {
    const [change, ...more] = clockChanges(at("2027-03-27T00:00Z"), at("2027-04-03T00:00Z"), "Europe/Lisbon");
    expect(change).toEqual({ at: at("2027-03-28T01:00Z"), before: 0, after: 3600 });
    expect(more).toEqual([]);
    expect(clockChanges(at("2027-03-27T00:00Z"), at("2027-04-03T00:00Z"), "America/Bogota")).toEqual([]);
    expect(clockChanges(at("2027-03-28T01:00Z"), at("2027-03-28T02:00Z"), "Europe/Lisbon")).toHaveLength(1);
    expect(clockChanges(at("2027-03-28T00:00Z"), at("2027-03-28T01:00Z"), "Europe/Lisbon")).toEqual([]);
  });
});

const instantAt = (wall: string, zone: string): string =>
  new Date(instantOfWall(Date.parse(`${wall}Z`) / 1000, zone) * 1000).toISOString().replace(".000Z", "Z");

it.each([
  ["Europe/Lisbon", "2027-01-31T20:00", "2027-01-31T20:00:00Z"],
  ["Europe/Lisbon", "2027-07-31T20:00", "2027-07-31T19:00:00Z"],
  ["America/St_Johns", "2027-07-31T16:30", "2027-07-31T19:00:00Z"],
  ["Asia/Kathmandu", "2027-07-31T00:15", "2027-07-30T18:30:00Z"],
  // Twice: the first of the two.
  ["Europe/Lisbon", "2027-10-31T01:30", "2027-10-31T00:30:00Z"],
  ["America/New_York", "2027-11-07T01:00", "2027-11-07T05:00:00Z"],
  ["Australia/Lord_Howe", "2027-04-04T01:45", "2027-04-03T14:45:00Z"],
  // Never: as long after the leap as it would have been.
  ["Europe/Lisbon", "2027-03-28T01:30", "2027-03-28T01:30:00Z"],
  ["America/New_York", "2027-03-14T02:30", "2027-03-14T07:30:00Z"],
  ["Australia/Lord_Howe", "2027-10-03T02:15", "2027-10-02T15:45:00Z"],
  // At the leap, and just before it.
  ["America/New_York", "2027-03-14T03:00", "2027-03-14T07:00:00Z"],
  ["America/New_York", "2027-03-14T01:59", "2027-03-14T06:59:00Z"],
])("in %s %s is %s", (zone, wall, instant) => {
  expect(instantAt(wall, zone)).toBe(instant);
});
