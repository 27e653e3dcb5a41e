import { expect, it } from "vitest";
import { segmentOf } from "./segment-entry.ts";

const ofEvent = { sys: { type: "Link", linkType: "Entry", id: "show" } };

it("reads what an entry marks: hours may be left out, and so may in and out", () => {
  const said = { asset: "best", title: "The best", ofEvent, markIn: "1:02:03", markOut: "75:00" };
  expect(segmentOf(said)).toEqual({
    kind: "segment",
    segment: {
      asset: "best",
      title: "The best",
      of: { kind: "airing", airing: "show" },
      markIn: 3723,
      markOut: 4500,
    },
  });
  expect(segmentOf({ asset: "best", ofAsset: "film" })).toMatchObject({
    segment: { title: "best", of: { kind: "piece", asset: "film" }, markIn: 0 },
  });
  expect(segmentOf({ asset: "film", title: "A film", markIn: "0:10" })).toEqual({ kind: "none" });
});

it("names the field that is wrong, and the cure", () => {
  const wrong: [object, string][] = [
    [{ markIn: "five" }, "markIn"],
    [{ markOut: "0:75" }, "markOut"],
    [{ markIn: "0:10", markOut: "0:10" }, "markOut"],
    [{ asset: "Best of" }, "asset"],
    [{ asset: "imports" }, "asset"],
    [{ ofAsset: "film" }, "ofAsset"],
    [{ ofEvent: undefined, ofAsset: "best" }, "ofAsset"],
    [{ ofEvent: undefined, ofAsset: "No name" }, "ofAsset"],
  ];
  for (const [over, field] of wrong)
    expect(segmentOf({ asset: "best", ofEvent, ...over })).toMatchObject({ kind: "wrong", field });
});
