import { expect, it } from "vitest";
import { unknownPlaceholders } from "./template.ts";

it("what a template names that nobody knows is told once, as it was typed", () => {
  expect(unknownPlaceholders("{{name}} {{ Thing }} {{thing two}} {{ Thing }} {{DIALIN}} {single}")).toEqual([
    "Thing",
    "thing two",
  ]);
});
