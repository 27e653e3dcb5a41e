import type { Airing } from "@nonstop/contract/airing";
import { present } from "@nonstop/contract/present";
import { type Item, Rundown } from "@nonstop/contract/rundown";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { airing } from "./airing-for-tests.ts";
import { compileRundown, type CompileInput } from "./compile-rundown.ts";
import { fillingOf } from "./filler/filling-for-tests.ts";
import { itemAt } from "./item-at.ts";

const T = 1_800_000_000 - (1_800_000_000 % 86_400) + 36_000;

const assets = new Map([
  ["film", { durationSeconds: 300, title: "The Film" }],
  ["short", { durationSeconds: 40, title: "A Short" }],
  ["ident", { durationSeconds: 25, title: "Ident" }],
]);
const fillers = [
  { asset: "short", durationSeconds: 40 },
  { asset: "ident", durationSeconds: 25 },
];

function input(over: Partial<CompileInput>): CompileInput {
  return {
    channel: "main",
    version: 7,
    now: T,
    inForce: undefined,
    to: T + 3600,
    airings: [],
    assets,
    filling: fillingOf(fillers),
    upstreamDelaySeconds: 0,
    margins: { preRollSeconds: 600, overrunSeconds: 1800 },
    ...over,
  };
}

function compiled(over: Partial<CompileInput>): Rundown {
  const answer = compileRundown(input(over));
  if (answer.kind !== "rundown") throw new Error(`gaps: ${JSON.stringify(answer.gaps)}`);
  return answer.rundown;
}

/** The items that run at `now` or come after. */
function itemsOf(over: Partial<CompileInput>): Item[] {
  return compiled(over).items.filter(({ end }) => end > (over.now ?? T));
}

const anyAiring: fc.Arbitrary<Airing> = fc
  .record({
    id: fc.integer({ min: 0, max: 30 }).map((n) => `e${n}`),
    kind: fc.constantFrom("live" as const, "recording" as const, "slate" as const),
    start: fc.integer({ min: -900, max: 4500 }).map((n) => T + n - (n % 5)),
    length: fc.integer({ min: -10, max: 1200 }),
    room: fc.option(fc.constantFrom("e-show", "r-show", "enc-desk"), { nil: undefined }),
    asset: fc.option(fc.constantFrom("film", "short", "unknown"), { nil: undefined }),
    planB: fc.option(fc.constantFrom("ident", "unknown"), { nil: undefined }),
  })
  .map(({ length, room, asset, planB, ...rest }) => {
    const { room: _studio, ...bare } = airing({ ...rest, end: rest.start + length });
    return { ...bare, ...present({ room, asset, planB }) };
  });
const anyAirings = fc.uniqueArray(anyAiring, { maxLength: 25, selector: (one) => one.id });
const anyPool = fc.constantFrom([], fillers, fillers.slice(0, 1));

it("knows the window of each room that belongs to one airing, also of those that come after its end", () => {
  const live = airing({ id: "a", room: "e-a", start: T + 60, end: T + 120 });
  const later = airing({ id: "b", room: "e-b", start: T + 4_000, end: T + 4_600 });
  const others = [
    airing({ id: "c", room: "enc-desk", start: T + 200, end: T + 300 }),
    airing({ id: "d", room: "r-d", start: T + 300, end: T + 400 }),
    airing({ id: "e", room: "e-e", start: T + 9_000, end: T + 9_600 }),
  ];
  expect(compiled({ airings: [later, ...others, live] }).windows).toEqual([
    { room: "e-a", from: T - 540, to: T + 1_920 },
    { room: "e-b", from: T + 3_400, to: T + 6_400 },
  ]);
});

describe("compileRundown", () => {
  it("covers every second of the window once, in order, whatever the airings", () => {
    fc.assert(
      fc.property(anyAirings, anyPool, fc.integer({ min: 0, max: 40 }), (airings, pool, delay) => {
        const rundown = compiled({ airings, filling: fillingOf(pool), upstreamDelaySeconds: delay });
        expect(rundown.version).toBe(7);
        expect(Rundown.safeParse(rundown).success).toBe(true);
        let at = rundown.from;
        expect(at).toBeLessThanOrEqual(T);
        for (const item of rundown.items) {
          expect(item.start).toBe(at);
          expect(item.end).toBeGreaterThan(item.start);
          if (item.room.kind === "asset") expect(item.room.startSecond).toBeLessThanOrEqual(item.start);
          at = item.end;
        }
        expect(at).toBe(T + 3600);
        expect(new Set(rundown.items.map((item) => item.id)).size).toBe(rundown.items.length);
      }),
    );
  });

  it("never asks an asset for a second beyond its end", () => {
    fc.assert(
      fc.property(anyAirings, (airings) => {
        for (const item of compiled({ airings }).items)
          if (item.room.kind === "asset")
            expect(item.end - item.room.startSecond).toBeLessThanOrEqual(
              assets.get(item.room.asset)?.durationSeconds ?? 0,
            );
      }),
    );
  });

  it("bears 20 s of black in a live show and its over-run, and what the airing says", () => {
    const live = airing({ start: T, end: T + 100 });
    const limits = (over: Partial<Airing>): unknown[] =>
      itemsOf({ airings: [{ ...live, ...over }], upstreamDelaySeconds: 20 })
        .slice(0, 2)
        .map((item) => item.limits);
    expect(limits({})).toEqual([{ blackSeconds: 20 }, { blackSeconds: 20 }]);
    expect(limits({ limits: { blackSeconds: 0, silentSeconds: 60 } })[0]).toEqual({
      blackSeconds: 0,
      silentSeconds: 60,
    });
    expect(limits({ kind: "slate" })[0]).toBeUndefined();
  });

  it("leaves the hours before it alone when an airing is added later in their gap", () => {
    const to = T + 4 * 3600;
    const before = compiled({ to, airings: [] });
    const after = compiled({ to, airings: [airing({ start: T + 8200, end: T + 9000 })] });
    for (let n = T; n < T + 7200; n += 1) expect(itemAt(after, n)?.room).toEqual(itemAt(before, n)?.room);
  });

  it("starts each airing on its second and fills between with whole pieces, the last one trimmed", () => {
    const items = itemsOf({
      to: T + 400,
      airings: [
        airing({ id: "a", start: T, end: T + 100 }),
        airing({ id: "b", kind: "recording", asset: "film", start: T + 210, end: T + 400 }),
      ],
    });
    const between = items.filter((item) => item.kind === "filler");
    expect(between.map((item) => item.end - item.start).reduce((sum, s) => sum + s, 0)).toBe(110);
    expect(between[0]?.start).toBe(T + 100);
    expect(between[0]?.room).toMatchObject({ startSecond: T + 100 });
    expect(between.at(-1)?.end).toBe(T + 210);
    expect(items.at(-1)).toMatchObject({
      id: `b@${T + 210}`,
      kind: "recording",
      airing: "b",
      room: { kind: "asset", asset: "film", startSecond: T + 210 },
    });
  });

  it("lets the later start win, and gives the rest back in phase", () => {
    const airings = [
      airing({ id: "film", kind: "recording", asset: "film", start: T, end: T + 300 }),
      airing({ id: "break-in", start: T + 50, end: T + 80 }),
    ];
    const items = itemsOf({ airings, to: T + 300 });
    expect(items.map((item) => item.id)).toEqual([`film@${T}`, `break-in@${T + 50}`, `film@${T + 80}`]);
    expect(items[2]?.room).toEqual({ kind: "asset", asset: "film", startSecond: T });
  });

  it("runs a live item over by the upstream delay into filler, and never into a programme", () => {
    const live = airing({ id: "a", start: T, end: T + 100 });
    const alone = itemsOf({ airings: [live], upstreamDelaySeconds: 20 });
    expect(alone[1]).toMatchObject({
      id: `a@${T + 100}`,
      kind: "filler",
      start: T + 100,
      end: T + 120,
      room: { kind: "live", room: "studio" },
    });
    const next = airing({ id: "b", kind: "recording", asset: "film", start: T + 105, end: T + 200 });
    const followed = itemsOf({ airings: [live, next], upstreamDelaySeconds: 20 });
    expect(followed[1]).toMatchObject({ end: T + 105, room: { kind: "live" } });
    expect(followed[2]?.airing).toBe("b");
  });

  it("airs plan B for an unknown asset, filler without one", () => {
    const unknown = airing({ id: "x", kind: "recording", asset: "lost", start: T, end: T + 200 });
    expect(itemsOf({ airings: [{ ...unknown, planB: "film" }] })[0]?.room).toMatchObject({
      asset: "film",
    });
    expect(itemsOf({ airings: [unknown] })[0]?.kind).toBe("filler");
  });

  it("fills the rest of a slot its recording does not fill", () => {
    const short = airing({ id: "s", kind: "recording", asset: "short", start: T, end: T + 100 });
    const items = itemsOf({ airings: [short] });
    expect(items[0]).toMatchObject({ kind: "recording", end: T + 40 });
    expect(items[1]).toMatchObject({ kind: "filler", start: T + 40 });
  });

  it("is one slate per gap without a pool, and reports an empty window as a gap", () => {
    expect(itemsOf({ filling: fillingOf([]) })).toMatchObject([{ kind: "slate", room: { kind: "slate" } }]);
    expect(compileRundown(input({ to: T }))).toEqual({ kind: "gaps", gaps: [[T, T]] });
  });

  it("fills two days with pieces of a second", () => {
    const filling = fillingOf([{ asset: "blink", durationSeconds: 1 }]);
    expect(compiled({ filling, to: T + 48 * 3600 }).items).toHaveLength(48 * 3600 + 60);
  });
});
