import { describe, expect, it } from "vitest";
import { addSpan, cutSpan, cutSpans, hasSecond, type SecondSpans } from "./second-spans.ts";

describe("second spans", () => {
  it("join what touches and stay sorted", () => {
    let spans: SecondSpans = [];
    for (const [from, to] of [
      [10, 11],
      [12, 13],
      [5, 6],
      [11, 12],
      [4, 5],
      [20, 20],
    ] as const)
      spans = addSpan(spans, from, to);
    expect(spans).toEqual([
      [4, 6],
      [10, 13],
    ]);
    expect(addSpan(spans, 0, 30)).toEqual([[0, 30]]);
  });

  it("can be cut anywhere", () => {
    expect(cutSpan([[0, 10]], 4, 5)).toEqual([
      [0, 4],
      [5, 10],
    ]);
    expect(
      cutSpan(
        [
          [0, 10],
          [12, 14],
        ],
        8,
        13,
      ),
    ).toEqual([
      [0, 8],
      [13, 14],
    ]);
    expect(cutSpan([[0, 2]], 0, 2)).toEqual([]);
    const holes: SecondSpans = [
      [1, 2],
      [4, 6],
    ];
    expect(cutSpans([[0, 5]], holes)).toEqual([
      [0, 1],
      [2, 4],
    ]);
    expect(hasSecond([[0, 2]], 1)).toBe(true);
    expect(hasSecond([[0, 2]], 2)).toBe(false);
  });
});
