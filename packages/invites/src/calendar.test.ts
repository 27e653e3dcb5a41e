import * as fc from "fast-check";
import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import { calendarUid, inviteCalendar, type CalendarInvite } from "./calendar.ts";

const invite: CalendarInvite = {
  uid: calendarUid("ev1", "ana", "tv.example"),
  sequence: 3,
  madeAt: 1_795_400_000,
  airing: { title: "The Edge; of, Things", start: 1_795_500_000, end: 1_795_503_600 },
  method: "request",
  link: "https://tv.example/guest/abc?x=1,2;3",
  words: "Hello,\nsee you.",
  organizer: { name: "Nonstop", address: "tv@tv.example" },
  attendee: { name: 'Ana "A" Lima', address: "ana@guests.example" },
};

function eventOf(ics: string): { calendar: ICAL.Component; event: ICAL.Component } {
  const calendar = new ICAL.Component(ICAL.parse(ics));
  const event = calendar.getFirstSubcomponent("vevent");
  if (event === null) throw new Error("it has no event");
  return { calendar, event };
}

describe("an invitation as a calendar file", () => {
  it("is what a calendar reads: who, when, where, which version, and a reminder", () => {
    const { calendar, event } = eventOf(inviteCalendar(invite));
    expect(calendar.getFirstPropertyValue("method")).toBe("REQUEST");
    const read = new ICAL.Event(event);
    expect([read.uid, read.sequence, read.summary]).toEqual([
      "ev1.ana@tv.example",
      3,
      "The Edge; of, Things",
    ]);
    expect([read.startDate.toUnixTime(), read.endDate.toUnixTime()]).toEqual([1_795_500_000, 1_795_503_600]);
    expect(read.startDate.zone.tzid).toBe("UTC");
    expect([read.location, event.getFirstPropertyValue("url")]).toEqual([invite.link, invite.link]);
    expect(read.description).toBe("Hello,\nsee you.");
    expect(event.getFirstPropertyValue("organizer")).toBe("mailto:tv@tv.example");
    expect(
      event.getAllProperties("attendee").map((each) => [each.getFirstValue(), each.getParameter("cn")]),
    ).toEqual([["mailto:ana@guests.example", "Ana 'A' Lima"]]);
    expect(event.getFirstPropertyValue("status")).toBe("CONFIRMED");
    const alarm = event.getFirstSubcomponent("valarm");
    expect(alarm?.getFirstPropertyValue("trigger")?.toString()).toBe("-PT30M");
  });

  it("takes back by the same UID, without link and reminder", () => {
    const { link: _link, words: _words, ...rest } = invite;
    const { calendar, event } = eventOf(inviteCalendar({ ...rest, method: "cancel", sequence: 4 }));
    expect(calendar.getFirstPropertyValue("method")).toBe("CANCEL");
    expect(new ICAL.Event(event).uid).toBe("ev1.ana@tv.example");
    expect(event.getFirstPropertyValue("status")).toBe("CANCELLED");
    expect(event.getFirstSubcomponent("valarm")).toBeNull();
    expect(event.getFirstPropertyValue("location")).toBeNull();
  });

  it("says the same whatever people typed, in lines of 75 octets at most", () => {
    const typed = fc.string({ unit: "binary", maxLength: 120 });
    fc.assert(
      fc.property(typed, typed, typed, (title, name, words) => {
        const airing = { ...invite.airing, title: `T${title}` };
        const attendee = { name, address: "ana@guests.example" };
        const ics = inviteCalendar({ ...invite, airing, attendee, words: `w${words}` });
        for (const line of ics.split("\r\n"))
          expect(encodeURIComponent(line.toWellFormed()).replaceAll(/%../g, "x").length).toBeLessThanOrEqual(
            75,
          );
        expect(ics.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
        const { event } = eventOf(ics);
        expect(event.getAllProperties().map((each) => each.name)).toEqual([
          ..."uid sequence dtstamp dtstart dtend summary description location url".split(" "),
          ..."organizer attendee status".split(" "),
        ]);
      }),
      { numRuns: 200 },
    );
  });
});
