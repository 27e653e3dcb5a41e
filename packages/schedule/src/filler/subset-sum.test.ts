import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { repeatedSum } from "./repeated-sum.ts";
import { exactSum, shortestCut } from "./subset-sum.ts";

const anyLengths = fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 9 });
const anyTotal = fc.integer({ min: 1, max: 260 });
const sum = (lengths: readonly number[], indices: readonly number[]): number =>
  indices.reduce((all, index) => all + lengths[index]!, 0);
const subsets = (count: number): number[][] =>
  Array.from({ length: 2 ** count }, (_, bits) =>
    Array.from({ length: count }, (_, i) => i).filter((i) => (bits >> i) % 2 === 1),
  );

describe("exactSum", () => {
  it("finds a way whenever there is one, and of all ways the one that takes the earliest", () => {
    fc.assert(
      fc.property(anyLengths, anyTotal, (lengths, total) => {
        const ways = subsets(lengths.length).filter((way) => sum(lengths, way) === total);
        const taken = (way: readonly number[]): string =>
          lengths.map((_, i) => (way.includes(i) ? "a" : "b")).join("");
        const best = ways.sort((a, b) => (taken(a) < taken(b) ? -1 : 1))[0];
        expect(exactSum(lengths, total)).toEqual(best);
      }),
    );
  });

  it("fills an hour to the second out of a thousand pieces", () => {
    const lengths = Array.from({ length: 1000 }, (_, i) => 11 + ((i * 7919) % 1200));
    const way = exactSum(lengths, 3600) ?? [];
    expect(sum(lengths, way)).toBe(3600);
    expect(way[0]).toBe(0);
  });
});

describe("shortestCut", () => {
  it("where no way is exact, cuts the shortest length that any way of cutting one length cuts", () => {
    fc.assert(
      fc.property(anyLengths, anyTotal, (lengths, total) => {
        fc.pre(exactSum(lengths, total) === undefined);
        const cuts = subsets(lengths.length).flatMap((way) =>
          lengths.filter(
            (length, i) =>
              !way.includes(i) && sum(lengths, way) < total && sum(lengths, way) + length > total,
          ),
        );
        const found = shortestCut(lengths, total);
        expect(found && lengths[found.cut]).toBe(cuts.length === 0 ? undefined : Math.min(...cuts));
        if (found === undefined) return;
        const before = sum(lengths, found.whole);
        expect(found.whole).not.toContain(found.cut);
        expect(before).toBeLessThan(total);
        expect(before + lengths[found.cut]!).toBeGreaterThan(total);
      }),
    );
  });
});

describe("repeatedSum", () => {
  it("cuts nothing when lengths that come again and again add up to the total", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 }),
        anyTotal,
        (lengths, total) => {
          const closes = [true];
          for (let n = 1; n <= total; n += 1)
            closes[n] = lengths.some((length) => closes[n - length] === true);
          const { whole, cut } = repeatedSum(lengths, total);
          expect(cut === undefined).toBe(closes[total]);
          if (cut === undefined) expect(sum(lengths, whole)).toBe(total);
          else expect(sum(lengths, whole) + lengths[cut]!).toBeGreaterThan(total);
        },
      ),
    );
  });

  it("takes what was taken longest ago", () => {
    expect(repeatedSum([10, 20, 30], 120).whole).toEqual([0, 1, 2, 0, 1, 2]);
  });

  it("has nothing for a pool of nothing", () => {
    expect(repeatedSum([], 60)).toEqual({ whole: [], cut: undefined });
  });
});
