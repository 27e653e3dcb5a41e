import { expect, it } from "vitest";
import { parseInstant } from "./instant.ts";
import { timeNotes } from "./time-notes.ts";

/** The cure for a start whose offset is not the zone's. */
function cureOf(startsAt: string, timezone: string): string | undefined {
  const instant = parseInstant(startsAt);
  const start = instant.kind === "second" ? instant.second : 0;
  const event = { title: "Show", start, end: start + 3600, timezone };
  const [note] = timeNotes({ startsAt: { "en-US": startsAt } }, event, { publishedMs: 0, before: undefined });
  return note?.cure;
}

it.each([
  ["2027-03-20T20:00-08:00", "choose the offset -07:00"],
  // The clocks are put forward between the instant that is written and the one that is meant.
  ["2027-03-14T12:00+14:00", "choose the offset -07:00"],
  ["2027-11-07T02:30-07:00", "choose the offset -08:00"],
  // They are put forward over it.
  ["2027-03-14T02:30-08:00", "No clock in America/Los_Angeles shows 02:30 on that day"],
  ["2027-03-14T02:45+00:00", "No clock in America/Los_Angeles shows 02:45 on that day"],
])("the cure for %s is one: %s", (startsAt, cure) => {
  expect(cureOf(startsAt, "America/Los_Angeles")).toContain(cure);
});

it.each(["2027-03-20T20:00-07:00", "2027-11-07T01:30-07:00", "2027-11-07T01:30-08:00", "2027-03-20T20:00Z"])(
  "%s is in order",
  (startsAt) => {
    expect(cureOf(startsAt, "America/Los_Angeles")).toBeUndefined();
  },
);
