import type { Airing } from "@nonstop/contract/airing";
import { type Programming, STATION_PROGRAMMING } from "@nonstop/contract/programming";
import type { Item } from "@nonstop/contract/rundown";
import { describe, expect, it } from "vitest";
import { airing } from "../airing-for-tests.ts";
import { compileRundown } from "../compile-rundown.ts";
import { decide } from "../decide.ts";
import { fillingOf } from "./filling-for-tests.ts";
import { fillerNotes } from "./filler-notes.ts";
import { fillerOf } from "./filler-of.ts";
import type { LibraryPiece } from "./pool-piece.ts";

const HOUR = 3600;
/** 10:00 UTC. */
const T = 1_800_000_000 - (1_800_000_000 % 86_400) + 10 * HOUR;

type Piece = Pick<LibraryPiece, "asset" | "durationSeconds"> & Partial<LibraryPiece>;
const piece = (asset: string, durationSeconds: number, over: Partial<LibraryPiece> = {}): Piece => ({
  asset,
  durationSeconds,
  ...over,
});
const films = (count: number, durationSeconds: number, over: Partial<LibraryPiece> = {}): Piece[] =>
  Array.from({ length: count }, (_, n) => piece(`film-${n}`, durationSeconds, over));

type Plan = {
  pool: readonly Piece[];
  airings?: readonly Airing[];
  programming?: Partial<Programming>;
  aired?: ReadonlyMap<string, number>;
  to?: number;
};

function rundownOf({ pool, airings = [], programming, aired = new Map(), to = T + 3 * HOUR }: Plan) {
  const filling = fillingOf(pool, { aired, programming: { ...STATION_PROGRAMMING, ...programming } });
  const answer = compileRundown({
    channel: "main",
    version: 1,
    now: T + 60,
    to,
    inForce: undefined,
    airings,
    assets: new Map(filling.library.map((one) => [one.asset, one])),
    filling,
    upstreamDelaySeconds: 0,
    margins: { preRollSeconds: 600, overrunSeconds: 1800 },
  });
  if (answer.kind !== "rundown") throw new Error("gaps");
  return { rundown: answer.rundown, filling };
}

function airs(plan: Plan): [string, number, number][] {
  const { items } = rundownOf(plan).rundown;
  const nameOf = ({ room, id }: Item): string => (room.kind === "asset" ? room.asset : id);
  return items.filter(({ end }) => end > T).map((item) => [nameOf(item), item.start - T, item.end - T]);
}

const show = (start: number, end: number, over: Partial<Airing> = {}): Airing =>
  airing({ start: T + start, end: T + end, ...over });

describe("filler", () => {
  it("ends films to the second with short pieces, at the hour and where a programme begins", () => {
    const pool = [
      ...films(3, 1750),
      piece("ten", 10),
      piece("ninety", 50),
      piece("ident", 40, { tags: ["ident"] }),
    ];
    const aired = airs({ pool, airings: [show(HOUR + 1810, 2 * HOUR)], to: T + HOUR + 1810 });
    expect(aired.map(([, , end]) => end)).toContain(HOUR);
    expect(aired.at(-1)?.[2]).toBe(HOUR + 1810);
    for (const [asset, start, end] of aired) if (asset.startsWith("film")) expect(end - start).toBe(1750);
  });

  it("is what never aired first, the newest before the older, then what aired longest ago", () => {
    const pool = [
      piece("yesterday", 1200, { addedAt: T - 90 * HOUR }),
      piece("this-morning", 1200, { addedAt: T - HOUR }),
      piece("old", 1200, { addedAt: T - 50 * HOUR }),
      piece("new", 1200, { addedAt: T - 40 * HOUR }),
    ];
    const aired = new Map([
      ["yesterday", T - 24 * HOUR],
      ["this-morning", T - 4 * HOUR],
    ]);
    expect(airs({ pool, aired, to: T + 4790 }).map(([asset]) => asset)).toEqual([
      "new",
      "old",
      "yesterday",
      "this-morning",
    ]);
  });

  it("begins each full hour between programmes with an ident, and no hour in one", () => {
    const pool = [
      ...films(30, 700),
      ...[1, 2, 3].map((n) => piece(`s${n}`, 20 + n)),
      piece("ident", 8, { tags: ["ident"] }),
    ];
    const idents = rundownOf({
      pool,
      airings: [show(1800, HOUR + 1800)],
      to: T + 4 * HOUR,
    }).rundown.items.filter(({ role, start }) => role === "ident" && start % HOUR === 0);
    expect(idents.map(({ start }) => start - T)).toEqual([0, 2 * HOUR, 3 * HOUR]);
  });

  it("airs bumpers after a show and before one, a show's own where it has some", () => {
    const bumpers = [
      piece("in", 5, { tags: ["bumper-in"], filler: false }),
      piece("out", 6, { tags: ["bumper-out"], filler: false }),
      piece("sea-in", 7, { tags: ["bumper-in:sea"], filler: false }),
    ];
    const airings = [
      show(0, 600, { id: "a" }),
      show(1200, 1800, { id: "b", show: { slug: "sea", title: "Sea" } }),
    ];
    const aired = airs({ pool: [...films(4, 587), ...bumpers], airings, to: T + 1800 });
    expect(aired.slice(1, 4).map(([asset]) => asset)).toEqual([
      "out",
      expect.stringContaining("film"),
      "sea-in",
    ]);
    expect(rundownOf({ pool: bumpers, airings }).rundown.fillers).toEqual([]);
  });

  it("promotes an airing until that begins, and none that nobody has planned", () => {
    const promo = (id: string): Piece =>
      piece(`promo-${id}`, 30, { tags: [`promo-for:${id.toLowerCase()}`] });
    const pool = [...films(40, 300), piece("s", 270), promo("Late"), promo("gone")];
    const airings = [show(2 * HOUR, 3 * HOUR, { id: "Late" })];
    const aired = airs({ pool, airings, programming: { repeatHours: 1 }, to: T + 6 * HOUR });
    const promos = aired.filter(([asset]) => asset === "promo-Late");
    expect(promos.length).toBeGreaterThan(0);
    expect(promos.every(([, , end]) => end <= 2 * HOUR)).toBe(true);
    expect(aired.map(([asset]) => asset)).not.toContain("promo-gone");
  });

  it("keeps rights and parts of the day", () => {
    const pool = [
      ...films(12, 900),
      piece("until-noon", 900, { rightsTo: T + 2 * HOUR }),
      piece("from-noon", 900, { rightsFrom: T + 2 * HOUR }),
      piece("morning", 900, { tags: ["daypart:morning"] }),
      piece("night", 900, { tags: ["daypart:night"] }),
    ];
    const aired = airs({ pool, programming: { repeatHours: 1 }, to: T + 6 * HOUR });
    const of = (asset: string): [string, number, number][] => aired.filter(([one]) => one === asset);
    expect(of("until-noon").every(([, , end]) => end <= 2 * HOUR)).toBe(true);
    expect(of("from-noon").every(([, start]) => start >= 2 * HOUR)).toBe(true);
    expect(of("morning").length).toBeGreaterThan(0);
    expect(of("morning").every(([, , end]) => end <= 2 * HOUR)).toBe(true);
    expect(of("night")).toEqual([]);
    expect(rundownOf({ pool }).rundown.fillers.map(({ asset }) => asset)).not.toContain("night");
  });

  it("cuts the shortest piece where nothing fits, and is never slate while there is a pool", () => {
    const airings = [show(0, 60, { id: "a" }), show(700, 900, { id: "b" })];
    const aired = airs({ pool: [...films(2, 600), piece("s", 45)], airings, to: T + 900 });
    expect(aired.slice(1, -1)).toEqual([
      [expect.stringContaining("film"), 60, 660],
      ["s", 660, 700],
    ]);
    const night = airs({ pool: [piece("night", 100, { tags: ["daypart:night"] })], to: T + 200 });
    expect(night.map(([asset]) => asset)).toEqual(["night", "night"]);
  });

  it("leaves out what broke off after a moment on air", () => {
    const pool = [
      piece("again", 600, { tags: ["rerun"], filler: false }),
      piece("moment", 9, { tags: ["rerun"], filler: false }),
    ];
    const aired = airs({ pool, to: T + 3600 })
      .flat()
      .join(" ");
    expect(aired).toContain("again");
    expect(aired).not.toContain("moment");
  });

  it("fills from the rerun pool unless the team says no", () => {
    const pool = [piece("again", 600, { tags: ["rerun"], filler: false })];
    expect(airs({ pool, to: T + 600 })[0]?.[0]).toBe("again");
    expect(airs({ pool, programming: { rerunsFill: false }, to: T + 600 })[0]?.[0]).toContain("slate");
  });

  it("says once that the pool is too small, and nothing when it is not", () => {
    const small = rundownOf({ pool: films(2, 600) });
    expect(fillerNotes(small.rundown, small.filling)).toHaveLength(1);
    expect(fillerNotes(small.rundown, small.filling)[0]?.message).toContain("comes again after 10:00");
    const large = rundownOf({ pool: films(60, 600) });
    expect(fillerNotes(large.rundown, large.filling)).toEqual([]);
  });

  it("is listed for guide and feeds with its titles and roles", () => {
    const { rundown } = rundownOf({
      pool: [
        piece("film", 3590, { title: "A film" }),
        piece("ident", 10, { title: "Ident", tags: ["ident"] }),
      ],
      to: T + HOUR,
    });
    expect(fillerOf(rundown).filter(({ end }) => end > T)).toEqual([
      { start: T, end: T + 10, title: "Ident", asset: "ident", role: "ident" },
      { start: T + 10, end: T + HOUR, title: "A film", asset: "film" },
    ]);
  });

  it("is a show's plan B at once where that is the pool, and within its rights", () => {
    const pool = [piece("film", 600), piece("over", 600, { rightsTo: T + 60 })];
    const { rundown } = rundownOf({ pool, airings: [show(0, HOUR, { planBFromPool: true })] });
    const facts = { takes: [], offers: new Map(), troubles: new Map(), attended: new Set<string>() };
    const best = (second: number) =>
      decide({ rundown, ...facts, hasAssetSecond: () => true }, T + second).best;
    expect(best(0)).toMatchObject({ rank: 1, reason: "not-started" });
    for (let second = 60; second < HOUR; second += 60)
      expect(best(second).room).toMatchObject({ asset: "film" });
  });
});
