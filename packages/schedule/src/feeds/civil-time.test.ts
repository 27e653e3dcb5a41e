import { expect, it } from "vitest";
import { civilTime } from "./civil-time.ts";

it.each([
  [0, "19700101", "000000"],
  [951_782_399, "20000228", "235959"],
  [951_782_400, "20000229", "000000"],
  [1_795_470_300, "20261123", "214500"],
  [1_798_761_599, "20261231", "235959"],
  [4_107_542_400, "21000301", "000000"],
])("tells second %d as %s %s", (second, date, time) => {
  expect(civilTime(second)).toEqual({ date, time });
});
