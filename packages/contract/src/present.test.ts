import { expect, expectTypeOf, it } from "vitest";
import { present } from "./present.ts";

it("leaves out what is undefined, and nothing else", () => {
  expect(Object.keys(present({ a: undefined, b: null, c: 0, d: "", e: false }))).toEqual([
    "b",
    "c",
    "d",
    "e",
  ]);
});

it("says so in its type", () => {
  const one: { name: string | undefined } = { name: "x" };
  expectTypeOf(present(one)).toEqualTypeOf<{ name?: string }>();
});
