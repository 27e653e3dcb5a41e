import { describe, expect, it } from "vitest";
import { FileTimeline, lengthOf, piecesFilter, type Shown } from "./file-timeline.ts";

type At = { at: number; duration?: number; decoded?: number };

function shown(packets: readonly At[], hasSound = true): Shown {
  const timeline = new FileTimeline({ hasSound });
  for (const { at, duration = 0.04, decoded = at } of packets) timeline.add({ decoded, shown: at, duration });
  return timeline.shown();
}
const film = (seconds: number, from = 0): At[] =>
  Array.from({ length: seconds * 25 }, (_, i) => ({ at: from + i / 25 }));

describe("what of a file is shown", () => {
  it.each<[string, At[], boolean, number, boolean]>([
    ["a film as it should be", film(10), true, 10, true],
    ["a picture at its end that is three hours late", [...film(10), { at: 10_800 }], true, 10, false],
    ["the same without sound", [...film(10), { at: 10_800 }], false, 10, false],
    [
      "a picture whose length says three hours",
      [...film(10), { at: 10, duration: 10_800 }],
      true,
      10.04,
      true,
    ],
    [
      "a picture in the middle that is shown at another time",
      [...film(10), { at: 99, decoded: 5 }],
      true,
      10,
      false,
    ],
    ["a second half that is an hour late", [...film(5), ...film(5, 3600)], true, 10, false],
    ["all of it an hour late", film(5, 3600), true, 5, false],
    ["a picture an hour before all others", [{ at: 0 }, ...film(5, 3600)], true, 5, false],
    [
      "slides of a minute each, without sound",
      [0, 60, 120].map((at) => ({ at, duration: 60 })),
      false,
      180,
      true,
    ],
    ["a screen that stands still for four minutes", [...film(5), ...film(5, 245)], false, 250, true],
    ["priming before its first moment", [{ at: -0.02, duration: 0.02 }, ...film(10)], true, 10, true],
  ])("%s", (_, packets, hasSound, seconds, isWhole) => {
    const found = shown(packets, hasSound);
    expect(lengthOf(found.pieces)).toBeCloseTo(seconds, 3);
    expect(found.isWhole).toBe(isWhole);
    expect(piecesFilter(found, 8) === undefined).toBe(isWhole);
  });

  it("nothing, of a file without packets", () => {
    expect(shown([]).pieces).toEqual([]);
  });
});

it("the filters show one piece after the other", () => {
  const { video = "", audio = "" } = piecesFilter(shown([...film(5), ...film(5, 3600)]), 8) ?? {};
  expect(video).toContain(
    "select=gte(t\\,7.999000)*lt(t\\,13.000000)+gte(t\\,3607.999000)*lt(t\\,3613.000000)",
  );
  expect(video).toContain("gte(T\\,3607.999000)*lt(T\\,3613.000000)*3595.000000");
  expect(audio).toMatch(/^aselect=.*,asetpts=PTS-/);
});
