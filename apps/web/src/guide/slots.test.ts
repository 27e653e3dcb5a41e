import type { GuideEntry } from "@nonstop/contract/guide";
import { expect, it } from "vitest";
import { slotsOf } from "./slots.ts";

const entry = (start: number, end: number): GuideEntry => ({
  airing: `a${start}`,
  slug: `a${start}`,
  kind: "live",
  title: `a${start}`,
  summary: "",
  presenters: [],
  start,
  end,
  timezone: "UTC",
});
const shape = (entries: GuideEntry[], from: number, to: number): (string | number)[][] =>
  slotsOf(entries, from, to).map((slot) => [slot.kind, slot.start, slot.end]);

it("fills an empty guide with one gap", () => expect(shape([], 0, 600)).toEqual([["gap", 0, 600]]));

it("puts gaps before, between and after, but not slivers", () => {
  expect(shape([entry(100, 200), entry(210, 300)], 0, 600)).toEqual([
    ["gap", 0, 100],
    ["programme", 100, 200],
    ["programme", 210, 300],
    ["gap", 300, 600],
  ]);
});

it("keeps programmes that reach over the edges and drops those outside", () => {
  expect(shape([entry(-100, 50), entry(550, 700), entry(700, 800)], 0, 600)).toEqual([
    ["programme", -100, 50],
    ["gap", 50, 550],
    ["programme", 550, 700],
  ]);
});

it("ends a programme where a later one begins", () => {
  expect(shape([entry(0, 400), entry(100, 600)], 0, 600)).toEqual([
    ["programme", 0, 100],
    ["programme", 100, 600],
  ]);
});
