import type { Collection, PieceOrder } from "@nonstop/contract/collection";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BlockLibrary, BlockLibraryPiece } from "./members.ts";
import { planCollection, type Block, type CollectionInput, type PlacedPiece } from "./plan-blocks.ts";

const T = 1_800_000_000;
const HOUR = 3600;

type Given = Partial<BlockLibraryPiece> & { asset: string; durationSeconds: number };

function libraryOf(pieces: readonly Given[]): BlockLibrary {
  return new Map(
    pieces.map((piece, index) => [
      piece.asset,
      { title: piece.asset.toUpperCase(), tags: [], addedAt: index, ...piece },
    ]),
  );
}

const ABC = libraryOf(["a", "b", "c", "d"].map((asset) => ({ asset, durationSeconds: 600 })));

function collection(over: Partial<Collection> = {}): Collection {
  return {
    id: "seasons",
    title: "Seasons",
    order: "in-order",
    pieces: ["a", "b", "c", "d"],
    tags: [],
    ...over,
  };
}

/** A block from `at` seconds on, `length` long. */
function block(airing: string, at: number, length: number): Block {
  return { airing, spans: [{ start: T + at, end: T + at + length }] };
}

function input(over: Partial<CollectionInput>): CollectionInput {
  return {
    collection: collection(),
    library: ABC,
    blocks: [],
    begun: new Map(),
    aired: [],
    now: T - HOUR,
    ...over,
  };
}

/** The pieces of each block as words: `a@0`, in seconds from the block's own start. */
function words(over: Partial<CollectionInput>): string[] {
  const i = input(over);
  const { pieces } = planCollection(i);
  return i.blocks.map(({ airing, spans }) =>
    (pieces.get(airing) ?? [])
      .map(({ asset, start }) => `${asset}@${start - (spans[0]?.start ?? 0)}`)
      .join(" "),
  );
}

/** What has begun by `now` of what was planned, as it is remembered. */
function memoryOf(
  plan: ReadonlyMap<string, readonly PlacedPiece[]>,
  now: number,
): Pick<CollectionInput, "begun" | "aired" | "now"> {
  const begun = new Map([...plan].map(([airing, all]) => [airing, all.filter(({ start }) => start <= now)]));
  const newest = new Map<string, PlacedPiece>();
  for (const piece of [...begun.values()].flat().sort((a, b) => a.start - b.start))
    newest.set(piece.asset, piece);
  return { begun, aired: [...newest.values()], now };
}

describe("a block in order", () => {
  const two = [block("mon", 0, 1500), block("tue", 86_400, 1500)];

  it("goes on where the one before has ended, and begins anew after the last piece", () => {
    expect(words({ blocks: [...two, block("wed", 2 * 86_400, 1500)] })).toEqual([
      "a@0 b@600",
      "c@0 d@600",
      "a@0 b@600",
    ]);
  });

  it("keeps its order: a piece that does not fit begins the next block, whatever shorter one would fit", () => {
    const library = libraryOf([
      { asset: "a", durationSeconds: 1000 },
      { asset: "b", durationSeconds: 1000 },
      { asset: "c", durationSeconds: 300 },
    ]);
    expect(words({ library, blocks: two })).toEqual(["a@0", "b@0 c@1000"]);
  });

  it("leaves out a piece that is longer than the block, and one that the library lacks", () => {
    const library = libraryOf([
      { asset: "a", durationSeconds: 600 },
      { asset: "b", durationSeconds: 1501 },
      { asset: "d", durationSeconds: 600 },
    ]);
    expect(words({ library, blocks: two })).toEqual(["a@0 d@600", "a@0 d@600"]);
  });

  it("airs a piece that is put in in its place, and skips one that is taken out", () => {
    const before = planCollection(input({ blocks: two })).pieces;
    const memory = memoryOf(before, T + 1500);
    const library = new Map([...ABC, ...libraryOf([{ asset: "x", durationSeconds: 600 }])]);
    const edited = (pieces: string[]): string[] =>
      words({ library, blocks: two, ...memory, collection: collection({ pieces }) });
    expect(edited(["a", "b", "x", "c", "d"])).toEqual(["a@0 b@600", "x@0 c@600"]);
    expect(edited(["x", "a", "b", "c", "d"])).toEqual(["a@0 b@600", "c@0 d@600"]);
    expect(edited(["a", "b", "d"])).toEqual(["a@0 b@600", "d@0 a@600"]);
    expect(edited(["a", "c", "d"])).toEqual(["a@0 b@600", "c@0 d@600"]);
  });

  it("that is inserted, moved or cancelled renumbers only what has not begun", () => {
    const memory = memoryOf(planCollection(input({ blocks: two })).pieces, T + 1500);
    const [mon, tue] = two;
    if (mon === undefined || tue === undefined) throw new Error("two blocks");
    expect(words({ ...memory, blocks: [mon, block("extra", 40_000, 700), tue] })).toEqual([
      "a@0 b@600",
      "c@0",
      "d@0 a@600",
    ]);
    expect(words({ ...memory, blocks: [tue] })).toEqual(["c@0 d@600"]);
    const later = block("mon", 90_000, 1500);
    expect(words({ ...memory, blocks: [tue, later] })).toEqual(["c@0 d@600", "a@0 b@600"]);
  });

  it("that is shortened while it runs keeps what has begun", () => {
    const memory = memoryOf(planCollection(input({ blocks: [block("mon", 0, 2400)] })).pieces, T + 700);
    const plan = planCollection(
      input({ ...memory, blocks: [block("mon", 0, 1100), block("tue", 5000, 700)] }),
    );
    expect(plan.pieces.get("mon")).toMatchObject([
      { asset: "a", start: T, end: T + 600 },
      { asset: "b", start: T + 600, end: T + 1100 },
    ]);
    expect(plan.pieces.get("tue")).toMatchObject([{ asset: "c" }]);
  });

  it("airs its pieces whole around another airing that has some of its time", () => {
    const spans = [
      { start: T, end: T + 700 },
      { start: T + 1000, end: T + 2000 },
    ];
    expect(words({ blocks: [{ airing: "mon", spans }] })).toEqual(["a@0 b@1000"]);
  });

  it("waits until a piece may air again", () => {
    const fresh = collection({ pieces: ["a", "b"], noRepeatHours: 1 });
    expect(words({ collection: fresh, blocks: [block("long", 0, 5000)] })).toEqual([
      "a@0 b@600 a@3600 b@4200",
    ]);
  });

  it("keeps rights: from their first second, and never beyond their last", () => {
    const library = libraryOf([
      { asset: "a", durationSeconds: 600, rightsFrom: T + 900 },
      { asset: "b", durationSeconds: 600, rightsTo: T + 700 },
    ]);
    expect(words({ library, blocks: [block("mon", 0, 2000)] })).toEqual(["b@0 a@900"]);
  });

  it("gets a piece that comes too late a moment from now, never in the past", () => {
    expect(words({ now: T + 300, blocks: [block("mon", 0, 1500)] })).toEqual(["a@310"]);
  });

  it.each([
    ["an empty collection", collection({ pieces: [] })],
    ["pieces that are not there", collection({ pieces: ["x", "y"] })],
  ])("of %s has none", (_, empty) => {
    expect(words({ collection: empty, blocks: two })).toEqual(["", ""]);
  });
});

describe("newest first", () => {
  it("airs the newest that has not aired, and what comes new before all others, once", () => {
    const order = "newest-first" as const;
    const blocks = [block("mon", 0, 1300), block("tue", 86_400, 1300), block("wed", 2 * 86_400, 1300)];
    expect(words({ collection: collection({ order }), blocks })).toEqual([
      "d@0 c@600",
      "b@0 a@600",
      "d@0 c@600",
    ]);
    const memory = memoryOf(
      planCollection(input({ collection: collection({ order }), blocks })).pieces,
      T + 1300,
    );
    const library = new Map([...ABC, ...libraryOf([{ asset: "e", durationSeconds: 600, addedAt: T }])]);
    const more = collection({ order, pieces: ["a", "b", "c", "d", "e"] });
    expect(words({ collection: more, library, blocks, ...memory })).toEqual([
      "d@0 c@600",
      "e@0 b@600",
      "a@0 e@600",
    ]);
  });
});

it("has the pieces of its tags as well, behind those that it names", () => {
  const library = libraryOf([
    { asset: "sea-2", durationSeconds: 600, tags: ["sea"], addedAt: 9 },
    { asset: "sea-1", durationSeconds: 600, tags: ["Sea"], addedAt: 3 },
    { asset: "a", durationSeconds: 600, tags: ["sea"] },
    { asset: "b", durationSeconds: 600 },
  ]);
  const tagged = collection({ pieces: ["a"], tags: ["sea"] });
  expect(words({ collection: tagged, library, blocks: [block("mon", 0, 3000)] })).toEqual([
    "a@0 sea-1@600 sea-2@1200 a@1800 sea-1@2400",
  ]);
});

const orders: readonly PieceOrder[] = ["in-order", "shuffled", "newest-first"];
const anyOrder = fc.constantFrom(...orders);
const anyLibrary = fc
  .array(fc.integer({ min: 60, max: 1200 }), { minLength: 1, maxLength: 12 })
  .map((lengths) => libraryOf(lengths.map((durationSeconds, n) => ({ asset: `p${n}`, durationSeconds }))));
const anyBlocks = fc
  .array(
    fc.record({ gap: fc.integer({ min: 0, max: 5000 }), length: fc.integer({ min: 1200, max: 7200 }) }),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((all) => {
    let at = 0;
    return all.map(({ gap, length }, n) => {
      const one = block(`e${n}`, at + gap, length);
      at += gap + length;
      return one;
    });
  });
const anyWeek = fc.record({ order: anyOrder, library: anyLibrary, blocks: anyBlocks }).map((week) => ({
  ...week,
  collection: collection({ order: week.order, pieces: [...week.library.keys()] }),
}));
const aired = (i: CollectionInput): PlacedPiece[] =>
  [...planCollection(i).pieces.values()].flat().sort((a, b) => a.start - b.start);

describe("any week of blocks", () => {
  it("airs every piece once before any twice, and none twice in a row", () => {
    fc.assert(
      fc.property(anyWeek, (week) => {
        const all = aired(input(week)).map(({ asset }) => asset);
        const size = week.library.size;
        for (let from = 0; from < all.length; from += size) {
          const round = all.slice(from, from + size);
          expect(new Set(round).size).toBe(round.length);
        }
        if (size > 1) for (const [n, asset] of all.entries()) expect(asset).not.toBe(all[n + 1]);
      }),
    );
  });

  it("cuts no piece, and leaves over no time in which a piece of the round would fit", () => {
    fc.assert(
      fc.property(anyWeek, (week) => {
        const { pieces } = planCollection(input(week));
        for (const { airing, spans } of week.blocks) {
          const own = pieces.get(airing) ?? [];
          const [span] = spans;
          expect(own.length).toBeGreaterThan(0);
          let at = span?.start ?? 0;
          for (const piece of own) {
            expect(piece.start).toBe(at);
            expect(piece.end - piece.start).toBe(week.library.get(piece.asset)?.durationSeconds);
            at = piece.end;
          }
          expect(at).toBeLessThanOrEqual(span?.end ?? 0);
        }
      }),
    );
  });

  it("is the same whenever it is asked for, as long as nothing changes", () => {
    fc.assert(
      fc.property(anyWeek, fc.integer({ min: 0, max: 40_000 }), (week, later) => {
        const first = planCollection(input(week)).pieces;
        const again = planCollection(input({ ...week, ...memoryOf(first, T + later) })).pieces;
        // A block that is over is not planned any more; what it aired is what had begun.
        for (const [airing, pieces] of first)
          expect(again.get(airing)?.map(({ asset, start }) => [asset, start])).toEqual(
            pieces.map(({ asset, start }) => [asset, start]),
          );
      }),
    );
  });

  it("keeps what has begun over any edit, and never repeats it before its turn", () => {
    fc.assert(
      fc.property(
        anyWeek,
        fc.integer({ min: 0, max: 40_000 }),
        fc.array(fc.integer({ min: 0, max: 11 }), { maxLength: 5 }),
        (week, later, gone) => {
          const before = planCollection(input(week)).pieces;
          const memory = memoryOf(before, T + later);
          const pieces = week.collection.pieces.filter((_, n) => !gone.includes(n));
          const edited = input({ ...week, ...memory, collection: { ...week.collection, pieces } });
          const after = aired(edited);
          const begun = [...memory.begun.values()].flat().sort((a, b) => a.start - b.start);
          expect(after.slice(0, begun.length)).toMatchObject(
            begun.map(({ asset, start }) => ({ asset, start })),
          );
          const coming = after.slice(begun.length).map(({ asset }) => asset);
          expect(coming.every((asset) => pieces.includes(asset))).toBe(true);
          if (pieces.length > 1 && begun.length > 0) expect(coming[0]).not.toBe(begun.at(-1)?.asset);
        },
      ),
    );
  });
});

it("is shuffled the same everywhere, and differently for another collection and another round", () => {
  const names = Array.from({ length: 12 }, (_, n) => `p${n}`);
  const library = libraryOf(names.map((asset) => ({ asset, durationSeconds: 600 })));
  const shuffled = (id: string): string[] =>
    aired(
      input({
        collection: collection({ id, order: "shuffled", pieces: names }),
        library,
        blocks: [block("day", 0, 24 * 600)],
      }),
    ).map(({ asset }) => asset);
  expect(shuffled("one")).toEqual(shuffled("one"));
  expect(shuffled("one")).not.toEqual(shuffled("two"));
  expect(shuffled("one").slice(0, 12)).not.toEqual(names);
  expect(shuffled("one").slice(12)).not.toEqual(shuffled("one").slice(0, 12));
});
