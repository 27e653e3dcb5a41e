import { expect, it } from "vitest";
import { spanSource } from "./span-source.ts";

const houses = [
  { from: 0, version: "360p-00000001" },
  { from: 200, version: "720p-00000002" },
];
const ranges = [
  { from: 100, to: 150 },
  { from: 180, to: 260 },
];
const ground = { kind: "aired", channel: "main", ranges, houses } as const;

it("refuses a span over a change of the house format, and says where it lies; on either side of it there is a piece", () => {
  expect(spanSource(ground, { markIn: 40, markOut: 80 })).toEqual({
    field: "markOut",
    message: "the house format changes in it, and pictures of two formats are no piece",
    cure: "Mark what comes before the change, 30 s after the in, or what comes after it.",
  });
  expect(spanSource(ground, { markIn: 40, markOut: 70 })).toMatchObject({ version: "360p-00000001" });
  expect(spanSource(ground, { markIn: 70, markOut: 80 })).toEqual({
    kind: "past",
    channel: "main",
    version: "720p-00000002",
    spans: [{ from: 200, to: 210 }],
  });
});

it("refuses what is longer than a day", () => {
  const day = { ...ground, ranges: [{ from: 300, to: 90_000 }] };
  expect(spanSource(day, { markIn: 0, markOut: 86_401 })).toMatchObject({ field: "markOut" });
  expect(spanSource(day, { markIn: 0, markOut: 86_400 })).toMatchObject({ kind: "past" });
});
