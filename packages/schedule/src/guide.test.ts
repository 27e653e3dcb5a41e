import type { Airing } from "@nonstop/contract/airing";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { airing as liveAiring } from "./airing-for-tests.ts";
import { compileRundown } from "./compile-rundown.ts";
import { fillingOf } from "./filler/filling-for-tests.ts";
import { guideOf, nowNext } from "./guide.ts";
import { itemAt } from "./item-at.ts";

const T = 1_800_000_000;

function airing(id: string, start: number, end: number, over: Partial<Airing> = {}): Airing {
  const named = { id, title: id.toUpperCase(), slug: id, planB: "film" };
  return liveAiring({ ...named, start: T + start, end: T + end, ...over });
}

const airings = [
  airing("c", 300, 400),
  airing("a", 0, 100),
  airing("b", 200, 300),
  airing("d", 400, 500),
  airing("e", 500, 600),
  airing("other", 0, 100, { channel: "second" }),
];
const window = { channel: "main", from: T + 50, to: T + 450 };

function now(second: number): ReturnType<typeof nowNext> {
  const answer = compileRundown({
    ...window,
    now: T,
    inForce: undefined,
    to: T + 600,
    version: 1,
    airings,
    assets: new Map([["film", { durationSeconds: 500, title: "Film" }]]),
    filling: fillingOf([{ asset: "film", title: "Film", durationSeconds: 500 }]),
    upstreamDelaySeconds: 20,
    margins: { preRollSeconds: 600, overrunSeconds: 1800 },
  });
  const rundown = answer.kind === "rundown" ? answer.rundown : undefined;
  const { entries } = guideOf(airings, { ...window, to: T + 600 }, "Europe/Berlin");
  return nowNext({
    channel: "main",
    rundown,
    entries,
    pieces: new Map(),
    spans: [],
    nowMs: (T + second) * 1000,
  });
}

describe("guideOf", () => {
  it("lists what touches the window, by start, without rooms", () => {
    const guide = guideOf(airings, window, "Europe/Berlin");
    expect(guide.entries.map((entry) => entry.airing)).toEqual(["a", "b", "c", "d"]);
    expect(JSON.stringify(guide)).not.toContain("studio");
  });

  it("lists each airing where it airs: one that is interrupted twice, one that never airs not at all", () => {
    const overlapping = [
      airing("long", 0, 300),
      airing("inside", 100, 200),
      airing("twin", 100, 200),
      airing("longer", 100, 220),
      airing("cut", 250, 400),
      airing("last", 350, 400),
    ];
    const whole = { channel: "main", from: T, to: T + 600 };
    const { entries } = guideOf(overlapping, whole, "Europe/Berlin");
    expect(
      entries.map(({ airing: id, start, end, continued }) => [id, start - T, end - T, continued]),
    ).toEqual([
      ["long", 0, 100, undefined],
      ["twin", 100, 200, undefined],
      ["longer", 200, 220, undefined],
      ["long", 220, 250, true],
      ["cut", 250, 350, undefined],
      ["last", 350, 400, undefined],
    ]);
  });

  it("agrees with the rundown in every second, whatever overlaps", () => {
    const anyAiring = fc
      .record({
        id: fc.integer({ min: 0, max: 40 }).map((n) => `e${n}`),
        start: fc.integer({ min: 0, max: 60 }).map((n) => n * 5),
        length: fc.integer({ min: 1, max: 30 }).map((n) => n * 5),
      })
      .map(({ id, start, length }) => airing(id, start, start + length));
    const anyAirings = fc.uniqueArray(anyAiring, { maxLength: 12, selector: ({ id }) => id });
    const whole = { channel: "main", from: T, to: T + 500 };
    fc.assert(
      fc.property(anyAirings, (some) => {
        const { entries } = guideOf(some, whole, "UTC");
        const margins = { preRollSeconds: 600, overrunSeconds: 1800 };
        const nothing = { assets: new Map(), filling: fillingOf([]), upstreamDelaySeconds: 0, margins };
        const input = { ...whole, ...nothing, version: 1, now: T, inForce: undefined, airings: some };
        const answer = compileRundown(input);
        if (answer.kind !== "rundown") throw new Error("gaps");
        for (let second = T; second < whole.to; second += 5) {
          const listed = entries.filter(({ start, end }) => start <= second && second < end);
          expect(listed.map((entry) => entry.airing)).toEqual(
            [itemAt(answer.rundown, second)?.airing].filter((id) => id !== undefined),
          );
        }
      }),
    );
  });
});

describe("nowNext", () => {
  it("tells the programme on now and the next three", () => {
    expect(now(50)).toMatchObject({
      now: { kind: "live", title: "A", end: T + 100, entry: { airing: "a" } },
    });
    expect(now(50).next.map((entry) => entry.airing)).toEqual(["b", "c", "d"]);
  });

  it("keeps a show that runs over, then tells the filler", () => {
    expect(now(110).now).toMatchObject({ kind: "live", title: "A", start: T, end: T + 120 });
    expect(now(150).now).toMatchObject({ kind: "filler", title: "Film", end: T + 200 });
  });

  it("tells what comes then, the filler between programmes included, and no show's own tail", () => {
    const ahead = (second: number): [string, number][] =>
      now(second).ahead.map(({ title, start }) => [title, start - T]);
    expect(ahead(50)).toEqual([
      ["Film", 120],
      ["B", 200],
      ["C", 300],
    ]);
    expect(ahead(110)[0]).toEqual(["Film", 120]);
    expect(ahead(700)).toEqual([]);
  });

  it("is slate where no rundown reaches", () => {
    expect(now(700).now).toMatchObject({ kind: "slate", title: "Back soon" });
  });
});
