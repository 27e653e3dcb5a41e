import type { Airing } from "@nonstop/contract/airing";
import { Piece } from "@nonstop/contract/library";
import { STATION_PROGRAMMING } from "@nonstop/contract/programming";
import type { EventReading, ReadThroughFacts } from "@nonstop/contract/read-through";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { airing } from "../airing-for-tests.ts";
import { goesWrong } from "./finding.ts";
import { rightsFindings } from "./piece-findings.ts";
import { readThrough, type ReadThrough } from "./read-through.ts";
import { reportText } from "./report-text.ts";

const LISBON = "Europe/Lisbon";
const HOUR = 3600;
const at = (iso: string): number => Date.parse(iso) / 1000;
/** A Saturday in Lisbon; in its night the clocks go forward. */
const T = at("2027-03-27T00:00Z");
const piece = (asset: string, durationSeconds: number, over: Partial<Piece> = {}): Piece =>
  Piece.parse({ asset, title: `Piece ${asset}`, durationSeconds, filler: false, ...over });
const FILLER = [piece("short", 60, { filler: true }), piece("long", 600, { filler: true })];

function facts(over: Partial<ReadThroughFacts> = {}): ReadThroughFacts {
  return {
    channel: "main",
    timezone: LISBON,
    from: T,
    to: T + 168 * HOUR,
    upstreamDelaySeconds: 0,
    margins: { preRollSeconds: 600, overrunSeconds: 1800 },
    airings: [],
    pieces: FILLER,
    toCome: [],
    collections: [],
    programming: STATION_PROGRAMMING,
    aired: {},
    events: [],
    ...over,
  };
}

const live = (id: string, start: number, over: Partial<Airing> = {}): Airing =>
  airing({ id, title: `Show ${id}`, start, end: start + HOUR, room: `e-${id}`, timezone: LISBON, ...over });
const film = (id: string, start: number, over: Partial<Airing> = {}): Airing => {
  const { room: _room, ...rest } = live(id, start, over);
  return { ...rest, kind: "recording", asset: "film", ...over };
};
const reading = (entry: string, over: Partial<EventReading> = {}): EventReading => ({
  entry,
  notes: [],
  guests: [],
  ...over,
});
const read = (over: Partial<ReadThroughFacts>): ReadThrough => readThrough(facts(over), LISBON);
const codes = ({ findings }: ReadThrough): string[] => findings.map(({ code }) => code);

describe("a read-through", () => {
  it("airs every second of the window, and counts what airs", () => {
    const { seconds, airings, hours } = read({
      airings: [live("a", T + HOUR, { planB: "long" }), film("b", T + 5 * HOUR)],
      pieces: [...FILLER, piece("film", HOUR)],
    });
    expect(airings).toBe(2);
    expect(seconds).toEqual({ live: HOUR, recording: HOUR, filler: 166 * HOUR, slate: 0 });
    expect(hours).toHaveLength(168);
    expect(hours[1]?.airs).toEqual([
      { start: T + HOUR, end: T + 2 * HOUR, kind: "live", title: "Show a", airing: "a" },
    ]);
  });

  it("finds the safe picture where nothing is planned and no filler is there: that goes wrong", () => {
    const { findings } = read({
      to: T + 6 * HOUR,
      pieces: [],
      airings: [live("a", T, { end: T + 5 * HOUR })],
    });
    expect(goesWrong(findings)).toBe(true);
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: "slate-airs",
        at: T + 5 * HOUR,
        message:
          "The safe picture airs for 1:00:00 from Sat 27 Mar, 05:00: nothing is planned, and no filler is there.",
      }),
    );
  });

  it("says what stands in for each live show when nobody comes", () => {
    const to = T + 6 * HOUR;
    const withFiller = read({ to, airings: [live("a", T), live("b", T + 2 * HOUR, { planB: "long" })] });
    expect(withFiller.findings.filter(({ code }) => code === "no-plan-b").map((f) => f.message)).toEqual([
      "Show a at 00:00 has no plan B: if nobody comes, filler airs for its 1:00:00.",
    ]);
    expect(goesWrong(withFiller.findings)).toBe(false);
    const bare = read({ to, airings: [live("a", T, { end: to })], pieces: [] });
    expect(bare.findings.map(({ message }) => message)).toEqual([
      "Show a at 00:00: if nobody comes, the safe picture airs for 6:00:00.",
    ]);
    expect(goesWrong(bare.findings)).toBe(true);
  });

  it("says what entries say of themselves in the same words, of the window alone", () => {
    const note = {
      code: "recording-missing" as const,
      message: "Film at 05:00: it has no recording, so filler airs in its place.",
      cure: "Put it into the library, or link another one.",
    };
    const { findings } = read({
      to: T + 24 * HOUR,
      airings: [film("b", T + 5 * HOUR), film("after", T + 26 * HOUR)],
      events: [reading("b", { notes: [note] }), reading("after", { notes: [note] })],
    });
    expect(findings.filter(({ code }) => code === "recording-missing")).toEqual([
      { ...note, weight: "trouble", at: T + 5 * HOUR, programme: { airing: "b", title: "Show b" } },
    ]);
  });

  it("finds programmes that meet the night in which the clocks go forward, and what the guide says", () => {
    const { findings } = read({
      airings: [live("over", at("2027-03-28T00:30Z")), live("far", at("2027-03-28T12:00Z"))],
    });
    expect(findings.filter(({ code }) => code === "hour-skipped").map(({ message }) => message)).toEqual([
      "Show over is on when the clocks go forward, from 00:59 to 02:00: what lies between does not exist that night. The guide says 00:30-02:30 (Europe/Lisbon), and it lasts 1:00:00.",
    ]);
  });

  it("tells which of two equal hours is meant in the night in which they go back", () => {
    const from = at("2027-10-30T23:00Z");
    const { findings } = read({
      from,
      to: from + 24 * HOUR,
      airings: [live("first", at("2027-10-31T00:00Z")), live("second", at("2027-10-31T01:00Z"))],
    });
    const told = findings.filter(({ code }) => code === "hour-twice").map(({ message }) => message);
    expect(told[0]).toContain(
      "comes twice: 01:00 is the first one. The guide says 01:00-01:00 (Europe/Lisbon)",
    );
    expect(told[1]).toContain("comes twice: 01:00 is the second one. The guide says 01:00-02:00");
    expect(told).toHaveLength(2);
  });

  it("finds repeats, and filler that is cut off", () => {
    const result = read({
      to: T + 24 * HOUR,
      airings: [film("a", T + HOUR), film("b", T + 3 * HOUR), film("c", T + 20 * HOUR)],
      pieces: [piece("film", HOUR), piece("long", 7000, { filler: true })],
    });
    const of = (code: string): string[] =>
      result.findings.filter((each) => each.code === code).map(({ message }) => message);
    expect(of("repeats-soon")).toEqual([
      "Show b airs again at Sat 27 Mar, 03:00, though it ended only at Sat 27 Mar, 02:00.",
    ]);
    expect(of("filler-cut")[0]).toMatch(/^3 of \d+ pieces of filler are cut off/);
  });

  it("finds a piece that airs outside its rights, once", () => {
    const room = { kind: "asset" as const, asset: "film", startSecond: T };
    const item = { id: "film@1", kind: "filler" as const, start: T, end: T + 60, title: "Piece film", room };
    const pieces = new Map([["film", piece("film", HOUR, { rightsTo: T + 30 })]]);
    const told = rightsFindings([item, item], { airings: new Map(), pieces, zone: LISBON });
    expect(told.map(({ message }) => message)).toEqual([
      "Piece film airs at Sat 27 Mar, 00:00, but it may not air after Sat 27 Mar 2027 at 00:00.",
    ]);
  });

  it("finds collections that no block airs, episodes that are not made yet, and a pool that is too small", () => {
    const { findings } = read({
      to: T + 24 * HOUR,
      airings: [
        live("talks-1", T + 10 * HOUR, { title: "Talks" }),
        live("talks-2", T + 12 * HOUR, { title: "Talks" }),
      ],
      toCome: ["talks-1", "talks-2"],
      collections: [{ entry: "shorts", title: "Shorts", pieces: 3 }],
    });
    const told = new Map(findings.map(({ code, message }) => [code, message]));
    expect(told.get("collection-idle")).toBe(
      "No block airs the collection Shorts in these days; it has 3 pieces.",
    );
    expect(told.get("episodes-to-come")).toBe(
      "Talks at 10:00 and 1 more episodes are not made yet: guests cannot be named before.",
    );
    expect(told.get("filler-repeats")).toMatch(
      /^\d+ of \d+ pieces of filler begin again within 3 hours; the first is Piece/,
    );
  });

  it("tells what each guest will be told, and what is still to be done for them", () => {
    const guest = {
      name: "Ana Lima",
      when: "Saturday 27 March 2027, 10:00, Lisbon time",
      mail: "none",
    } as const;
    const { guests, findings } = read({
      to: T + 24 * HOUR,
      airings: [live("a", T + 10 * HOUR, { planB: "long" })],
      events: [
        reading("a", {
          alternativeHosts: 0,
          guests: [
            { ...guest, hasLink: false, hasAddress: false },
            { ...guest, name: "Lin", mail: "sent", hasLink: true, hasAddress: true, setUp: "ready" },
          ],
        }),
      ],
    });
    expect(guests.map(({ name, title, hasLink }) => [name, title, hasLink])).toEqual([
      ["Ana Lima", "Show a", false],
      ["Lin", "Show a", true],
    ]);
    const ofPeople = findings.map(({ code }) => code).filter((code) => !code.startsWith("filler-"));
    expect(ofPeople.toSorted()).toEqual([
      "guest-untried",
      "guest-without-address",
      "guest-without-link",
      "nobody-else-hosts",
    ]);
  });

  it("is the same for the same facts to the byte, and covers every second of any week", () => {
    const anyAiring = fc
      .record({
        id: fc.integer({ min: 0, max: 60 }).map((n) => `e${n}`),
        start: fc.integer({ min: -2, max: 6 }).map((n) => T + n * 1711),
        length: fc.integer({ min: 60, max: 9000 }),
        isLive: fc.boolean(),
        planB: fc.option(fc.constantFrom("long", "unknown"), { nil: undefined }),
      })
      .map(({ id, start, length, isLive, planB }) =>
        (isLive ? live : film)(id, start, {
          end: start + length,
          ...(planB === undefined ? {} : { planB }),
        }),
      );
    fc.assert(
      fc.property(fc.uniqueArray(anyAiring, { maxLength: 12, selector: ({ id }) => id }), (airings) => {
        const week = { airings, to: T + 3 * HOUR, pieces: [...FILLER, piece("film", 1500)] };
        const first = read(week);
        expect(JSON.stringify(read(week))).toBe(JSON.stringify(first));
        const { live: l, recording, filler, slate } = first.seconds;
        expect(l + recording + filler + slate).toBe(3 * HOUR);
        expect(codes(first)).not.toContain("uncovered");
      }),
      { numRuns: 10 },
    );
  });
});

describe("its report", () => {
  it("says first what goes wrong, then the hours, then the guests, then the verdict", () => {
    const from = at("2027-10-30T23:00Z");
    const text = reportText(read({ from, to: from + 5 * HOUR, airings: [live("a", from + HOUR)] }));
    expect(text.split("\n")[0]).toBe(
      "main, Sun 31 Oct, 00:00 to Sun 31 Oct, 04:00 (Europe/Lisbon): 5 hours, 1 programme; live 1:00:00, filler 4:00:00.",
    );
    expect(text).toContain("  01:00  Show a (live) 1:00:00\n  01:00 again  Filler 1:00:00\n  02:00  Filler");
    expect(text).toMatch(/Nothing would go wrong; \d+ things to know\.$/);
  });
});
