import { describe, expect, it } from "vitest";
import { airing } from "../airing-for-tests.ts";
import { mayBeRead, type MayUse, usesInWords, usesOfPiece } from "./piece-uses.ts";

const T = Date.parse("2027-03-20T19:00:00Z") / 1000;
const piece = (asset: string, more: object = {}) => ({ asset, title: asset, filler: false, ...more });
const nothing: MayUse = {
  airings: [],
  pieces: [piece("film")],
  collections: [],
  rundown: undefined,
  takes: [],
};
const film = { kind: "asset", asset: "film", startSecond: T } as const;
const item = (start: number, end: number, more: object = {}) => ({
  id: `i@${start}`,
  kind: "recording" as const,
  start,
  end,
  title: "A film",
  room: film,
  ...more,
});
const rundown = (...items: ReturnType<typeof item>[]): NonNullable<MayUse["rundown"]> => ({
  channel: "main",
  version: 1,
  from: T - 100,
  to: T + 10_000,
  items,
  fillers: [],
});

describe("a piece is used", () => {
  const kindsOf = (over: Partial<MayUse>, now = T): string[] =>
    usesOfPiece("film", { ...nothing, ...over }, now).map((use) =>
      use.kind === "airing" ? use.as : use.kind,
    );

  it("nowhere, when nothing names it", () => {
    expect(kindsOf({})).toEqual([]);
    expect(kindsOf({ airings: [airing({ start: T, end: T + 60, asset: "other" })] })).toEqual([]);
  });

  it("by airings that have not ended, the nearest first, as recording or plan B", () => {
    const airings = [
      airing({ start: T + 900, end: T + 960, planB: "film" }),
      airing({ start: T - 100, end: T + 1, asset: "film", kind: "recording" }),
      airing({ start: T - 100, end: T, asset: "film", kind: "recording" }),
    ];
    expect(kindsOf({ airings })).toEqual(["recording", "plan-b"]);
    const pieces = [{ asset: "film", title: "A film", start: T, end: T + 60 }];
    const block = airing({ start: T, end: T + 900, kind: "block", pieces });
    expect(kindsOf({ airings: [block] })).toEqual(["block"]);
    expect(kindsOf({ airings: [block] }, T + 60)).toEqual([]);
  });

  it("while it is on air, by the rundown or by a take that lies over it", () => {
    expect(kindsOf({ rundown: rundown(item(T - 10, T + 1)) })).toEqual(["on-air"]);
    expect(kindsOf({ rundown: rundown(item(T + 1, T + 2)) })).toEqual([]);
    expect(kindsOf({ takes: [{ id: "t", room: film, from: T }] })).toEqual(["on-air"]);
    const over = { id: "t", room: { kind: "slate" } as const, from: T };
    expect(kindsOf({ rundown: rundown(item(T - 10, T + 1)), takes: [over] })).toEqual([]);
  });

  it("as the only filler, by its spans and by collections that name it", () => {
    expect(kindsOf({ pieces: [piece("film", { filler: true })] })).toEqual(["last-filler"]);
    const two = [piece("film", { filler: true }), piece("ident", { filler: true })];
    expect(kindsOf({ pieces: two })).toEqual([]);
    expect(kindsOf({ pieces: [piece("film"), piece("best", { spanOf: "film" })] })).toEqual(["span"]);
    expect(kindsOf({ collections: [{ entry: "c", title: "Shorts", pieces: ["film"] }] })).toEqual([
      "collection",
    ]);
  });

  it("as a sentence says", () => {
    const uses = usesOfPiece(
      "film",
      {
        ...nothing,
        airings: [airing({ start: T, end: T + 60, title: "Late Film", asset: "film", kind: "recording" })],
        pieces: [piece("film", { filler: true }), piece("best", { spanOf: "film", title: "The best of it" })],
        collections: [{ entry: "c", title: "Shorts", pieces: ["film"] }],
      },
      T,
    );
    expect(usesInWords("A film", uses)).toBe(
      "A film is used: planned as Late Film, Sat 20 Mar 2027 at 20:00; it is the only filler; The best of it is a span of it; 1 more.",
    );
  });
});

describe("the media of a piece that was deleted may be read", () => {
  it("as long as the rundown in force names it, in what runs or comes, or a take does", () => {
    const read = (of: MayUse["rundown"], takes: MayUse["takes"] = []): boolean =>
      mayBeRead("film", { rundown: of, takes }, T);
    const other = { kind: "slate" } as const;
    expect(read(undefined)).toBe(false);
    expect(read(rundown(item(T + 5000, T + 6000)))).toBe(true);
    expect(read(rundown(item(T - 200, T - 100)))).toBe(false);
    const planB = { asset: "film", durationSeconds: 60 };
    expect(read(rundown(item(T, T + 60, { room: other, planB })))).toBe(true);
    expect(read(rundown(item(T, T + 60, { room: other, fillers: [planB] })))).toBe(true);
    expect(read({ ...rundown(), fillers: [planB] })).toBe(true);
    expect(read(undefined, [{ id: "t", room: film, from: T - 60 }])).toBe(true);
  });
});
