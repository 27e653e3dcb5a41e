import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { facts } from "./facts-for-tests.ts";
import { inviteWords } from "./invite.ts";

const seconds = (iso: string): number => Date.parse(iso) / 1000;

describe("an invitation", () => {
  const { subject, text, html } = inviteWords(facts());

  it("greets by name and says what, when, when to come in, with whom, where to watch, and the one link", () => {
    expect(subject).toBe("Nonstop: The Edge of Things, Sat 10 Jul, 15:05 New York time");
    expect(text).toContain("Hello Ana Lima,");
    expect(text).toContain("\nThe Edge of Things\n");
    expect(text).toContain("Saturday 10 July 2027, 15:05 to 16:00, New York time\n");
    expect(text).toContain("Saturday 10 July 2027, 20:05 to 21:00, Lisbon time (the station's clock)\n");
    expect(text).toContain("come in at 14:50 New York time");
    expect(text).toContain("The studio sees you from 14:55 on; you are on the air at 15:05");
    expect(text).toContain("With you on the show: Lin Zhao (Host) and João.");
    expect(text).toContain("watch here: https://tv.example/schedule/edge");
    expect(text.match(/https:\/\/tv\.example\/guest\/abc/g)).toHaveLength(1);
    expect(text).toContain("+351 308 804 188 (Portugal)\nMeeting number 81234567890, passcode 123456");
    expect(text).toContain("camera at the height of your eyes");
    expect(text).toContain("Try your camera and your sound there, any day before");
    expect(inviteWords(facts({ triesOut: false })).text).not.toContain("Try your camera");
  });

  it("says the time once when the guest's zone is the station's, or not known", () => {
    for (const timezone of ["Europe/Lisbon", undefined]) {
      const guest = { name: "Ana", ...(timezone === undefined ? {} : { timezone }) };
      const words = inviteWords(facts({ guest })).text;
      expect(words).toContain("Saturday 10 July 2027, 20:05 to 21:00, Lisbon time\n");
      expect(words).not.toContain("the station's clock");
    }
  });

  it("leaves out what there is nothing to say of, with its line", () => {
    const { dialIn: _dialIn, ...known } = facts({ coGuests: [] });
    const words = inviteWords(known).text;
    expect(words).not.toContain("With you");
    expect(words).not.toMatch(/^\{|\}\}/m);
    expect(words).not.toMatch(/by phone|producer/);
    expect(inviteWords(facts({ note: "Bring the blue cable." })).text).toContain("Bring the blue cable.");
  });

  it("looks the same in HTML, fetches nothing and presses the one link", () => {
    expect(html).toContain('href="https://tv.example/guest/abc"');
    expect(html).toContain("Saturday 10 July 2027, 15:05 to 16:00, New York time");
    expect(html).not.toMatch(/<img|<script|<link|url\(|src=/);
    expect(html).toContain('name="color-scheme" content="light dark"');
    // An address that could not be broken would push the page beyond a phone's edge.
    expect(html.match(/>https:[^<]*<\/a>/g)).toHaveLength(
      html.match(/word-break:break-all">https:/g)?.length ?? 0,
    );
  });
});

describe("the times of an invitation", () => {
  const when = (start: string, end: string, timezone: string): string =>
    inviteWords(
      facts({
        airing: { ...facts().airing, start: seconds(start), end: seconds(end) },
        guest: { name: "Ana", timezone },
      }),
    ).text;

  it("are those of the day itself, in summer and in winter", () => {
    expect(when("2027-03-27T20:00Z", "2027-03-27T21:00Z", "Europe/Berlin")).toContain(
      "27 March 2027, 21:00 to 22:00, Berlin time",
    );
    expect(when("2027-03-28T20:00Z", "2027-03-28T21:00Z", "Europe/Berlin")).toContain(
      "28 March 2027, 22:00 to 23:00, Berlin time",
    );
  });

  it("tell which one of an hour that comes twice is meant", () => {
    expect(when("2027-10-31T00:30Z", "2027-10-31T02:00Z", "Europe/Berlin")).toContain(
      "02:30 (before the clocks go back) to 03:00",
    );
    expect(when("2027-10-31T01:30Z", "2027-10-31T02:00Z", "Europe/Berlin")).toContain(
      "02:30 (after the clocks go back) to 03:00",
    );
    expect(when("2027-04-03T15:05Z", "2027-04-03T15:20Z", "Australia/Lord_Howe")).toContain(
      "01:35 (after the clocks go back) to 01:50 (after the clocks go back)",
    );
  });

  it("name both days of a show that goes past midnight, and the day before for a guest who is to come in then", () => {
    const words = when("2027-07-10T22:05Z", "2027-07-10T23:00Z", "Europe/Berlin");
    expect(words).toContain("Sunday 11 July 2027, 00:05 to 01:00, Berlin time");
    expect(words).toContain("come in at 23:50 Berlin time on Saturday 10 July 2027");
    expect(words).toContain(
      "Saturday 10 July 2027, 23:05 to Sunday 11 July 2027, 00:00, Lisbon time (the station's clock)",
    );
  });

  it("never show an offset, in whatever zone, and are the clocks of that zone", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Intl.supportedValuesOf("timeZone"), "UTC"),
        fc.integer({ min: seconds("2026-01-01T00:00Z"), max: seconds("2030-01-01T00:00Z") }),
        (timezone, start) => {
          const airing = { ...facts().airing, start, end: start + 3600 };
          const { text } = inviteWords(facts({ airing, guest: { name: "Ana", timezone } }));
          const [, line = ""] = /\n\n(\w+day .*?)\n/.exec(text) ?? [];
          expect(line).not.toMatch(/GMT[+-]|UTC[+-]|[+-]\d\d:\d\d/);
          const clock = new Date(start * 1000).toLocaleTimeString("en-GB", {
            timeZone: timezone,
            hour: "2-digit",
            minute: "2-digit",
          });
          expect(line).toMatch(new RegExp(`^\\w+day \\d+ \\w+ \\d{4}, ${clock}`));
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("a template of the team's", () => {
  it("is filled, whatever the case of its placeholders, and has the time and the link though it forgot them", () => {
    const { text } = inviteWords(
      facts({ template: "Olá {{ NAME }}!\n\nTraz {{thing}}.\n\nAté já, {{station}}" }),
    );
    expect(text).toBe(
      "Olá Ana Lima!\n\nAté já, Nonstop\n\nSaturday 10 July 2027, 15:05 to 16:00, New York time\nSaturday 10 July 2027, 20:05 to 21:00, Lisbon time (the station's clock)\n\nhttps://tv.example/guest/abc\n",
    );
  });

  it("is never made of what people are called", () => {
    const guest = { name: "{{link}} {{dialIn}}" };
    const { text } = inviteWords(facts({ guest, template: "Hi {{name}}, {{when}} {{link}}" }));
    expect(text).toContain("Hi {{link}} {{dialIn}}, ");
  });
});

describe("what people typed", () => {
  const typed = fc.oneof(
    fc.string({ unit: "binary", maxLength: 80 }),
    fc.constantFrom(
      '<img src=x onerror="alert(1)">',
      "a\r\nBcc: x@y.test",
      "&amp;",
      "$&$1",
      "' onload='x",
      "\u202Eevil",
    ),
  );

  it("stays one line in a subject, and becomes no markup in a mail", () => {
    fc.assert(
      fc.property(typed, typed, typed, typed, (title, name, note, template) => {
        const made = facts({
          airing: { ...facts().airing, title },
          guest: { name, role: title },
          coGuests: [{ name: note, role: name }],
          note,
          template,
        });
        const { subject, html, text } = inviteWords(made);
        expect(subject).not.toMatch(/[\r\n\p{Cc}\u2028\u2029\u202E]/u);
        const tags = new Set([...html.matchAll(/<\/?([a-z!][a-z0-9]*)/gi)].map(([, tag]) => tag));
        const known = "!doctype html head meta title style body table tr td h1 p br ul li a".split(" ");
        expect([...tags].filter((tag) => !known.includes(tag ?? ""))).toEqual([]);
        expect(html).not.toMatch(/ on\w+=["']/);
        expect(
          [...html.matchAll(/href="([^"]*)"/g)].every(([, to]) => to?.startsWith("https://tv.example/")),
        ).toBe(true);
        expect(text).toContain("https://tv.example/guest/abc");
      }),
      { numRuns: 400 },
    );
  });
});
