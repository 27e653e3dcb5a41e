import { describe, expect, it } from "vitest";
import { clockChanges, secondsOfWall } from "./wall-instants.ts";

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
