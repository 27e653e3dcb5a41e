import { Piece } from "@nonstop/contract/library";
import { expect, it } from "vitest";
import { type Choice, shownPieces, tagsOf } from "./shown-pieces.ts";

const piece = (asset: string, more: object = {}): Piece =>
  Piece.parse({ asset, title: asset, durationSeconds: 60, filler: false, ...more });
const all: Choice = { words: "", kind: "all", tag: undefined, order: "newest" };
const shown = (pieces: readonly Piece[], choice: Partial<Choice>): string[] =>
  shownPieces(pieces, { ...all, ...choice }, 1000).map(({ asset }) => asset);

const PIECES = [
  piece("sea", {
    title: "A Maré",
    tags: ["sea", "night"],
    people: ["Ana Lima"],
    addedAt: 5,
    favourite: true,
  }),
  piece("ident", { durationSeconds: 10, filler: true, tags: ["ident"], addedAt: 9 }),
  piece("talk", { durationSeconds: 3600, sourceKind: "past", tags: ["night"], rightsTo: 1000 }),
];

it("finds pieces by all words of what is known of them, accents or not", () => {
  expect(shown(PIECES, { words: "mare lima" })).toEqual(["sea"]);
  expect(shown(PIECES, { words: "mare lisbon" })).toEqual([]);
});

it("shows one kind, or one tag", () => {
  expect(shown(PIECES, { kind: "filler" })).toEqual(["ident"]);
  expect(shown(PIECES, { kind: "past" })).toEqual(["talk"]);
  expect(shown(PIECES, { kind: "favourite" })).toEqual(["sea"]);
  expect(shown(PIECES, { kind: "barred" })).toEqual(["talk"]);
  expect(shown(PIECES, { tag: "night" })).toEqual(["sea", "talk"]);
  expect(tagsOf(PIECES)).toEqual(["night", "ident", "sea"]);
});

it("shows them in an order", () => {
  expect(shown(PIECES, {})).toEqual(["ident", "sea", "talk"]);
  expect(shown(PIECES, { order: "title" })).toEqual(["sea", "ident", "talk"]);
  expect(shown(PIECES, { order: "longest" })).toEqual(["talk", "sea", "ident"]);
});
