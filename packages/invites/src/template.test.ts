import { expect, it } from "vitest";
import { unknownPlaceholders } from "./template.ts";

it("what a template names that nobody knows is told once, as it was typed", () => {
  expect(unknownPlaceholders("{{name}} {{ Thing }} {{thing two}} {{ Thing }} {{DIALIN}} {single}")).toEqual([
    "Thing",
    "thing two",
  ]);
});

it.each(["{{", "{{ a", "{{ {{", "\n{{\n"])(
  "is read in a moment where %j is left open before blanks without end",
  (open) => {
    expect(unknownPlaceholders(`${open}${" \n".repeat(25_000)}x`)).toEqual([]);
  },
);
