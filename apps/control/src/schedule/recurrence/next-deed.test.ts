import { describe, expect, it } from "vitest";
import type { Episode } from "./episode.ts";
import { startText } from "./episode.ts";
import { nextDeed } from "./next-deed.ts";
import { wantedOccurrences } from "./wanted-occurrences.ts";

const NOW = Date.parse("2027-03-01T00:00:00Z") / 1000;
const HOUR = 3600;
const o = { now: NOW, revision: 3, horizon: { to: NOW + 336 * HOUR, most: 60 } };
const episode = (hours: number, state: Episode["state"], keptAt?: number): Episode => ({
  entry: `e${hours}`,
  show: "talks",
  occurrence: NOW + hours * HOUR,
  startsAt: "",
  title: "Talks",
  timezone: "UTC",
  state,
  ...(keptAt === undefined ? {} : { keptAt }),
});
const inHours = (...hours: number[]): number[] => hours.map((hour) => NOW + hour * HOUR);

describe("the next deed for a show", () => {
  it.each(["making", "withdrawing"] as const)("makes first what is wanted and %s", (state) => {
    const all = [episode(1, "made"), episode(2, state), episode(9, "made")];
    expect(nextDeed(all, inHours(1, 2, 3), o)).toEqual({ kind: "make", occurrence: NOW + 2 * HOUR });
  });

  it("is none when all is there, cancelled, or wanted by nobody who can say", () => {
    const all = [episode(1, "made"), episode(2, "cancelled"), episode(3, "kept", 2), episode(4, "kept", 3)];
    expect(nextDeed(all, inHours(1, 2, 3), o)).toBeUndefined();
    expect(nextDeed([episode(1, "made")], undefined, o)).toBeUndefined();
  });

  it("takes out what is wanted no more: what was kept is looked at again after a change of the show", () => {
    expect(nextDeed([episode(4, "made")], [], o)).toMatchObject({
      kind: "withdraw",
      episode: { entry: "e4" },
    });
    expect(nextDeed([episode(4, "kept", 2)], [], o)).toMatchObject({ kind: "withdraw" });
    for (const stays of [
      episode(4, "kept", 3),
      episode(4, "cancelled"),
      episode(0, "made"),
      episode(-1, "made"),
    ])
      expect(nextDeed([stays], [], o)).toBeUndefined();
  });

  it("makes the first of very many, and nothing beyond its horizon", () => {
    const hourly = inHours(...Array.from({ length: 400 }, (_, i) => i + 1));
    const made = Array.from({ length: 60 }, (_, i) => episode(i + 1, "made"));
    expect(nextDeed(made.slice(0, 59), hourly, o)).toEqual({ kind: "make", occurrence: NOW + 60 * HOUR });
    expect(nextDeed(made, hourly, o)).toBeUndefined();
    expect(nextDeed([], inHours(336), o)).toBeUndefined();
  });
});

describe("what a show wants", () => {
  const span = { from: NOW, to: NOW + 48 * HOUR, stationTimezone: "Europe/Lisbon" };
  const daily = { rule: "FREQ=DAILY", firstStartsAt: "2027-01-01T18:00" };

  it("is nothing without a rule, and is in its own zone, else the station's", () => {
    expect(wantedOccurrences({ recurrence: {}, defaults: {} }, span)).toMatchObject({ occurrences: [] });
    const defaults = { durationMinutes: 30 };
    expect(wantedOccurrences({ recurrence: daily, defaults }, span)).toMatchObject({
      occurrences: inHours(18, 42),
    });
    const there = { ...defaults, timezone: "America/New_York" };
    expect(wantedOccurrences({ recurrence: daily, defaults: there }, span)).toMatchObject({
      occurrences: inHours(23, 47),
    });
  });

  it("cannot be said of a show without a length", () => {
    const wanted = wantedOccurrences({ recurrence: daily, defaults: {} }, span);
    expect(wanted).toMatchObject({ kind: "problem", problem: { field: "durationMinutes" } });
  });
});

it.each([
  ["Europe/Lisbon", "2027-07-01T17:00:00Z", "2027-07-01T18:00+01:00"],
  ["America/St_Johns", "2027-07-01T20:30:15Z", "2027-07-01T18:00:15-02:30"],
  ["UTC", "2027-07-01T00:00:00Z", "2027-07-01T00:00+00:00"],
])("writes a start in %s as %s", (zone, instant, text) => {
  expect(startText(Date.parse(instant) / 1000, zone)).toBe(text);
});
