import { expect, it } from "vitest";
import { keepNewest } from "./keep-newest.ts";

it("forgets what was set longest ago, and not what was set again", () => {
  const map = new Map<string, number>();
  for (const name of ["a", "b", "a", "c"]) keepNewest(map, [name, map.size], 2);
  expect([...map.keys()]).toEqual(["a", "c"]);
});
