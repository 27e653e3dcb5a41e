import type { Airing } from "@nonstop/contract/airing";
import type { Collection } from "@nonstop/contract/collection";
import { AiringId } from "@nonstop/contract/names";
import type { Rundown } from "@nonstop/contract/rundown";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fillingOf } from "./filler/filling-for-tests.ts";
import { airing } from "./airing-for-tests.ts";
import { notesOfAiring } from "./airing-notes.ts";
import { repeatId, repeatOfSlug, repeatSlug } from "./again/repeats.ts";
import { compileRundown } from "./compile-rundown.ts";
import { guideOf, nowNext } from "./guide.ts";
import { planAhead, type AheadPlan, type PlanInput, type PlannedPiece } from "./plan-ahead.ts";

const T = 1_800_000_000 - (1_800_000_000 % 86_400);
const HOUR = 3600;

const piece = (asset: string, durationSeconds: number, over: Partial<PlannedPiece> = {}): PlannedPiece => ({
  asset,
  title: `The ${asset}`,
  durationSeconds,
  tags: [],
  addedAt: 0,
  sourceKind: "file",
  ...over,
});
const PIECES = [piece("a", 1200), piece("b", 1200), piece("c", 1200), piece("wave", 60)];
const SHORTS: Collection = {
  id: "shorts",
  title: "Shorts",
  order: "in-order",
  pieces: ["a", "b", "c"],
  tags: [],
};

function block(id: string, at: number, over: Partial<Airing> = {}): Airing {
  const { room: _room, ...rest } = airing({
    id,
    slug: id,
    title: "Short films",
    start: T + at,
    end: T + at + 2700,
  });
  return { ...rest, kind: "block", collection: "shorts", ...over };
}

function planned(over: Partial<PlanInput>): AheadPlan {
  return planAhead({
    airings: [],
    collections: new Map([["shorts", SHORTS]]),
    pieces: PIECES,
    memory: { begun: new Map(), aired: new Map() },
    aired: new Map(),
    now: T - HOUR,
    ...over,
  });
}

function rundownOf(airings: readonly Airing[], inForce?: Rundown, now = T): Rundown {
  const answer = compileRundown({
    channel: "main",
    version: (inForce?.version ?? 0) + 1,
    now,
    to: T + 12 * HOUR,
    inForce,
    airings,
    assets: new Map(PIECES.map((one) => [one.asset, one])),
    filling: fillingOf([{ asset: "wave", durationSeconds: 60 }]),
    upstreamDelaySeconds: 0,
    margins: { preRollSeconds: 600, overrunSeconds: 1800 },
  });
  if (answer.kind !== "rundown") throw new Error("gaps");
  return answer.rundown;
}

describe("a block on air", () => {
  const { airings } = planned({ airings: [block("mon", 60), block("tue", 6 * HOUR)] });

  it("is an item for each piece under the piece's title, and filler in the rest", () => {
    const { items } = rundownOf(airings);
    const own = items.filter(({ airing: id }) => id === "mon");
    expect(own).toMatchObject([
      { id: `mon@${T + 60}`, kind: "recording", title: "The a", start: T + 60, end: T + 1260 },
      { id: `mon@${T + 1260}`, kind: "recording", title: "The b", start: T + 1260, end: T + 2460 },
    ]);
    const rest = items.filter(({ start, end }) => start >= T + 2460 && end <= T + 2760);
    expect(rest.map(({ kind }) => kind)).toEqual(Array.from(rest, () => "filler"));
    expect(rest.at(-1)?.end).toBe(T + 2760);
  });

  it("goes on with what runs when its collection changes, and with the new next piece after it", () => {
    const before = rundownOf(airings);
    const now = T + 600;
    const memory = {
      begun: new Map([["mon", [{ asset: "a", title: "The a", start: T + 60, end: T + 1260, round: 0 }]]]),
      aired: new Map([["shorts", [{ asset: "a", start: T + 60, round: 0 }]]]),
    };
    const edited = planned({
      airings: [block("mon", 60), block("tue", 6 * HOUR)],
      collections: new Map([["shorts", { ...SHORTS, pieces: ["c"] }]]),
      memory,
      now,
    });
    const after = rundownOf(edited.airings, before, now);
    const item = (at: number) => after.items.find(({ start, end }) => start <= at && at < end);
    expect(item(now)).toEqual(before.items.find(({ id }) => id === `mon@${T + 60}`));
    expect(item(T + 1260)).toMatchObject({ title: "The c", start: T + 1260 });
  });

  it("names its pieces in the guide, and what is on now by the piece and its block", () => {
    const { entries } = guideOf(airings, { channel: "main", from: T, to: T + 12 * HOUR }, "UTC");
    expect(entries.map(({ pieces }) => pieces?.map(({ title }) => title))).toEqual([
      ["The a", "The b"],
      ["The c", "The a"],
    ]);
    expect(JSON.stringify(entries)).not.toContain('"asset"');
    const second = T + 1300;
    const { now, ahead } = nowNext({
      channel: "main",
      nowMs: second * 1000,
      rundown: rundownOf(airings),
      entries,
      pieces: new Map(),
      spans: [],
    });
    expect(now).toMatchObject({
      kind: "recording",
      title: "The b",
      start: T + 1260,
      entry: { title: "Short films", kind: "block" },
    });
    expect(ahead[0]).toMatchObject({ kind: "filler" });
  });
});

describe("what is said of a block", () => {
  const codes = (over: Partial<PlanInput>, one = block("mon", 60)): string[] => {
    const plan = planned({ airings: [one], ...over });
    const facts = {
      share: plan.shares.get("mon"),
      block: plan.blocks.get("mon"),
      pieces: new Map(PIECES.map((each) => [each.asset, each])),
      arriving: new Map(),
      territory: "",
    };
    return notesOfAiring(one, facts).map(({ code, message, cure }) => {
      expect(message).toMatch(/^Short films at /);
      expect(cure).toBeTruthy();
      return code;
    });
  };
  const of = (collection: Partial<Collection>): Partial<PlanInput> => ({
    collections: new Map([["shorts", { ...SHORTS, ...collection }]]),
  });

  it.each([
    ["nothing while it is filled", {}, []],
    ["that its collection is not published", { collections: new Map() }, ["collection-missing"]],
    ["that its collection is empty", of({ pieces: [] }), ["collection-empty"]],
    ["that none of its pieces is there", of({ pieces: ["x", "y"] }), ["block-empty"]],
    [
      "that all are longer than it",
      { pieces: [piece("a", 3000)], ...of({ pieces: ["a"] }) },
      ["block-empty"],
    ],
    ["which are not there", of({ pieces: ["a", "x", "b"] }), ["pieces-missing"]],
    [
      "which are longer than it",
      { pieces: [...PIECES, piece("d", 2701)], ...of({ pieces: ["d", "a", "b"] }) },
      ["pieces-too-long"],
    ],
    [
      "that no rights hold",
      { pieces: [piece("a", 60, { rightsTo: T })], ...of({ pieces: ["a"] }) },
      ["block-empty"],
    ],
    ["that it is hardly filled", of({ pieces: ["a"], noRepeatHours: 2 }), ["ends-early"]],
  ] as const)("is %s", (_, over, expected) => {
    expect(codes(over as Partial<PlanInput>)).toEqual(expected);
  });
});

describe("again later", () => {
  const live = airing({
    id: "talk",
    slug: "talk",
    start: T,
    end: T + HOUR,
    room: "e-talk",
    airsAgainAfterHours: [8, 16],
  });
  const aired = piece("aired-talk", 3700, { airing: "talk", sourceKind: "past", addedAt: T + HOUR + 5 });
  const repeats = (over: Partial<PlanInput>) =>
    planned({ airings: [live], ...over }).airings.filter(({ repeatOf }) => repeatOf !== undefined);

  it("is planned when the airing is, as airings of their own that have no room", () => {
    const all = repeats({});
    expect(all).toMatchObject([
      { id: "talk.again-8", slug: "talk-again-8", kind: "recording", start: T + 8 * HOUR, end: T + 9 * HOUR },
      { id: "talk.again-16", start: T + 16 * HOUR, repeatOf: "talk" },
    ]);
    for (const one of all) expect(one).not.toHaveProperty("room");
    for (const one of all) expect(one).not.toHaveProperty("airsAgainAfterHours");
  });

  it("moves with the airing, and goes with it", () => {
    const moved = { ...live, start: T + 600, end: T + 600 + HOUR };
    expect(repeats({ airings: [moved] })).toMatchObject([{ start: T + 600 + 8 * HOUR }, {}]);
    expect(repeats({ airings: [] })).toEqual([]);
  });

  it("airs the piece that the show became, as long as that is", () => {
    expect(repeats({ pieces: [...PIECES, aired], now: T + 2 * HOUR })).toMatchObject([
      { asset: "aired-talk", start: T + 8 * HOUR, end: T + 8 * HOUR + 3700 },
      { asset: "aired-talk" },
    ]);
  });

  it("waits for a piece that is late, and is not aired when it comes after its time", () => {
    const late = (addedAt: number): Partial<PlanInput> => ({ pieces: [{ ...aired, addedAt }] });
    expect(repeats(late(T + 8 * HOUR + 100))[0]).toMatchObject({ start: T + 8 * HOUR + 110 });
    expect(repeats(late(T + 9 * HOUR)).map(({ id }) => id)).toEqual(["talk.again-16"]);
  });

  it("is dropped when the show was never on air", () => {
    expect(repeats({ aired: new Map([["talk", false]]) })).toEqual([]);
    expect(repeats({ aired: new Map([["talk", true]]) })).toHaveLength(2);
  });

  it("gives way to whatever the team plans, and its airing says so", () => {
    const news = airing({ id: "news", title: "News", start: T + 8 * HOUR - 60, end: T + 8 * HOUR + 600 });
    const night = airing({ id: "night", title: "Night", start: T + 15 * HOUR, end: T + 18 * HOUR });
    const plan = planned({ airings: [live, news, night] });
    expect(plan.shares.get("news")?.lost).toEqual([]);
    expect(plan.shares.get("talk.again-8")?.airs).toEqual([{ start: T + 8 * HOUR + 600, end: T + 9 * HOUR }]);
    const all = plan.airings.filter(({ repeatOf }) => repeatOf === "talk");
    const notes = notesOfAiring(live, {
      share: plan.shares.get("talk"),
      pieces: new Map(),
      arriving: new Map(),
      territory: "",
      repeats: all.map((repeat) => ({ repeat, share: plan.shares.get(repeat.id) })),
    });
    expect(notes.map(({ code }) => code)).toEqual(["repeat-cut", "repeat-dropped"]);
    const { entries } = guideOf(plan.airings, { channel: "main", from: T, to: T + 24 * HOUR }, "UTC");
    expect(entries.map(({ airing: id }) => id)).toEqual(["talk", "news", "talk.again-8", "night"]);
    expect(entries[2]).toMatchObject({ repeatOf: "talk", start: T + 8 * HOUR + 600 });
  });

  it("airs a block again with the pieces that it had, whole or not at all", () => {
    const again = block("mon", 0, { airsAgainAfterHours: [8] });
    const news = airing({ id: "news", start: T + 8 * HOUR + 1300, end: T + 8 * HOUR + 1400 });
    const { airings } = planned({ airings: [again, news] });
    const repeat = airings.find(({ id }) => id === "mon.again-8");
    expect(repeat?.pieces).toEqual([
      { asset: "a", title: "The a", start: T + 8 * HOUR, end: T + 8 * HOUR + 1200 },
    ]);
    // A repeat takes no piece from the next block.
    expect(planned({ airings: [again, block("tue", 12 * HOUR)] }).blocks.get("tue")?.pieces[0]?.asset).toBe(
      "c",
    );
  });

  it("of a block that was airs what the library still has, and no second beyond it", () => {
    const begun = [
      { asset: "gone", title: "Gone", start: T + 60, end: T + 660, round: 0 },
      { asset: "b", title: "The b", start: T + 660, end: T + 1860, round: 0 },
    ];
    const { airings } = planned({
      airings: [block("mon", 60, { airsAgainAfterHours: [8] })],
      pieces: [piece("b", 16)],
      memory: { begun: new Map([["mon", begun]]), aired: new Map() },
      now: T + 2 * HOUR,
    });
    const start = T + 660 + 8 * HOUR;
    expect(airings.find(({ id }) => id === "mon.again-8")?.pieces).toEqual([
      { asset: "b", title: "The b", start, end: start + 16 },
    ]);
  });

  it("has an id and an address of its own, whatever its airing's", () => {
    const anyId = fc.stringMatching(/^[a-zA-Z0-9-_.]{1,64}$/);
    const anyHours = fc.integer({ min: 1, max: 999 });
    fc.assert(
      fc.property(anyId, anyId, anyHours, (one, other, hours) => {
        expect(AiringId.safeParse(repeatId(one, hours)).success).toBe(true);
        if (one !== other) expect(repeatId(one, hours)).not.toBe(repeatId(other, hours));
      }),
    );
    expect(repeatOfSlug(repeatSlug("the-talk", 16))).toEqual({ slug: "the-talk", hours: 16 });
    expect(repeatOfSlug("the-talk")).toBeUndefined();
  });
});

it("is the same plan for the same input", () => {
  const airings = [block("mon", 0, { airsAgainAfterHours: [8] }), block("tue", 5 * HOUR)];
  expect(planned({ airings })).toEqual(planned({ airings: airings.toReversed().toReversed() }));
});
