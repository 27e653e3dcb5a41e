import * as fc from "fast-check";
import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import type { CalendarEntry } from "./calendar-entry.ts";
import { calendarFeed, calendarFile } from "./calendar-feed.ts";
import { entryFor, hostileText } from "./entries-for-tests.ts";

const origin = "https://tv.example:8443";
const told = (over: Partial<CalendarEntry> = {}): CalendarEntry => ({
  part: 1,
  entry: entryFor(),
  sequence: 2,
  changedAt: 1_795_400_000,
  ...over,
});
const feed = (...airings: CalendarEntry[]): string =>
  calendarFeed({ name: "Nonstop main", address: `${origin}/epg/main.ics`, origin, airings });
const parsed = (text: string): ICAL.Component => new ICAL.Component(ICAL.parse(text));
const events = (text: string): ICAL.Component[] => parsed(text).getAllSubcomponents("vevent");
const octets = (text: string): number => encodeURIComponent(text).replaceAll(/%../g, "x").length;

describe("a calendar of the guide", () => {
  it("says what it is, and when to read it again", () => {
    const calendar = parsed(feed());
    expect(
      ["version", "method", "name", "x-wr-calname", "source"].map((name) =>
        calendar.getFirstPropertyValue(name),
      ),
    ).toEqual(["2.0", "PUBLISH", "Nonstop main", "Nonstop main", `${origin}/epg/main.ics`]);
    expect(String(calendar.getFirstPropertyValue("refresh-interval"))).toBe("PT1H");
  });

  it("has an event for each airing: when, what, with whom, which version, and when it changed", () => {
    const entry = entryFor({
      title: "Q&A, late; show",
      summary: "News, weather; a\\b\r\nand more",
      presenters: [{ name: "Ana" }, { name: "Bo" }],
    });
    const [event] = events(feed(told({ entry })));
    if (event === undefined) throw new Error("it has no event");
    const read = new ICAL.Event(event);
    expect([read.uid, read.sequence, read.summary]).toEqual(["ev1+guide@tv.example", 2, "Q&A, late; show"]);
    expect(read.description).toBe(
      `With Ana, Bo.\n\nNews, weather; a\\b\nand more\n\n${origin}/schedule/late-show`,
    );
    const times = ["dtstart", "dtend", "dtstamp", "last-modified"];
    expect(times.map((name) => String(event.getFirstPropertyValue(name)))).toEqual([
      "2026-11-23T21:45:00Z",
      "2026-11-23T22:45:00Z",
      "2026-11-23T02:13:20Z",
      "2026-11-23T02:13:20Z",
    ]);
    expect(event.getFirstPropertyValue("status")).toBe("CONFIRMED");
    expect(event.getFirstPropertyValue("transp")).toBe("TRANSPARENT");
  });

  it("tells of what is cancelled, and names the parts of what is interrupted", () => {
    const text = feed(told({ cancelledAt: 1_795_400_000 }), told({ part: 2 }));
    expect(events(text).map((event) => event.getFirstPropertyValue("status"))).toEqual([
      "CANCELLED",
      "CONFIRMED",
    ]);
    expect(events(text).map((event) => event.getFirstPropertyValue("uid"))).toEqual([
      "ev1+guide@tv.example",
      "ev1+guide.2@tv.example",
    ]);
  });

  it("reminds whoever takes one programme into their calendar, of the same event", () => {
    const file = calendarFile([told()], origin);
    const [event] = events(file);
    expect(event?.getFirstPropertyValue("uid")).toBe("ev1+guide@tv.example");
    const [alarm] = event?.getAllSubcomponents("valarm") ?? [];
    expect(String(alarm?.getFirstPropertyValue("trigger"))).toBe("-PT10M");
    expect(calendarFile([told({ cancelledAt: 1 })], origin)).not.toContain("VALARM");
  });

  it("is a calendar whatever people write: nothing of it becomes a line of its own", () => {
    fc.assert(
      fc.property(hostileText, hostileText, hostileText, (title, summary, name) => {
        const entry = entryFor({ title: title || "x", summary, presenters: [{ name }] });
        const text = feed(told({ entry }));
        expect(events(text)).toHaveLength(1);
        for (const line of text.split("\r\n")) expect(octets(line.toWellFormed())).toBeLessThanOrEqual(75);
        expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n\u0085\u2028\u2029]/);
        expect(text.isWellFormed()).toBe(true);
      }),
    );
  });
});
