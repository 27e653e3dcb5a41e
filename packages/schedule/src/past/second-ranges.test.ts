import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byHouse, joined, lengthOf, marked, withFewerGaps, within } from "./second-ranges.ts";

const ranges = fc
  .uniqueArray(fc.nat(400), { minLength: 2, maxLength: 20 })
  .map((edges) => edges.sort((a, b) => a - b))
  .map((edges) =>
    edges.flatMap((from, i) => (i % 2 === 0 && edges[i + 1] ? [{ from, to: edges[i + 1]! }] : [])),
  );
const seconds = (of: readonly { from: number; to: number }[]): number[] =>
  of.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, k) => from + k));

describe("marked()", () => {
  it("has the seconds from in to out, counted through all ranges", () => {
    fc.assert(
      fc.property(ranges, fc.nat(300), fc.nat(300), (all, markIn, length) => {
        const part = marked(all, markIn, markIn + length);
        expect(seconds(part)).toEqual(seconds(all).slice(markIn, markIn + length));
      }),
    );
  });
});

describe("withFewerGaps()", () => {
  it("keeps every second, has no more ranges than asked, and fills the shortest gaps", () => {
    fc.assert(
      fc.property(ranges, fc.integer({ min: 1, max: 8 }), (all, most) => {
        const fewer = withFewerGaps(all, most);
        expect(fewer.length).toBe(Math.min(all.length, most));
        expect(seconds(fewer)).toEqual(expect.arrayContaining(seconds(all)));
      }),
    );
    const all = [
      { from: 0, to: 5 },
      { from: 9, to: 12 },
      { from: 13, to: 20 },
    ];
    expect(withFewerGaps(all, 2)).toEqual([all[0], { from: 9, to: 20 }]);
  });
});

describe("byHouse()", () => {
  it("parts what aired where the house format changed", () => {
    const houses = [
      { from: 100, version: "360p-00000001" },
      { from: 200, version: "720p-00000002" },
      { from: 300, version: "720p-00000003" },
    ];
    const aired = [
      { from: 50, to: 120 },
      { from: 150, to: 260 },
    ];
    expect(byHouse(aired, houses)).toEqual([
      { version: "360p-00000001", ranges: [aired[0], { from: 150, to: 200 }] },
      { version: "720p-00000002", ranges: [{ from: 200, to: 260 }] },
    ]);
  });
});

it("joins what touches, and counts seconds", () => {
  const parts = [
    { from: 0, to: 5 },
    { from: 5, to: 9 },
    { from: 10, to: 12 },
  ];
  expect(joined(parts)).toEqual([{ from: 0, to: 9 }, parts[2]]);
  expect(lengthOf(parts)).toBe(11);
  expect(within(parts, [{ from: 3, to: 11 }])).toEqual([
    { from: 3, to: 5 },
    { from: 5, to: 9 },
    { from: 10, to: 11 },
  ]);
});
