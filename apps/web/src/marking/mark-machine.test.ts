import { expect, it } from "vitest";
import { markIn, markOut, segmentOf } from "./mark-machine.ts";

it("makes a segment of in and out, in either order, the last second included", () => {
  expect(segmentOf(markOut(markIn({}, 10), 19))).toEqual({ from: 10, to: 20 });
  expect(segmentOf(markIn(markOut({}, 19), 10))).toEqual({ from: 10, to: 20 });
  expect(segmentOf(markOut(markIn({}, 10), 10))).toEqual({ from: 10, to: 11 });
});

it("begins anew with a mark that does not fit the other one", () => {
  expect(markIn({ from: 10, to: 20 }, 20)).toEqual({ from: 20 });
  expect(markOut({ from: 10, to: 20 }, 9)).toEqual({ to: 10 });
});

it("says which mark is missing", () => {
  expect(segmentOf({})).toBe("Press I where it begins and O where it ends.");
  expect(segmentOf({ from: 10 })).toBe("Press O where it ends.");
  expect(segmentOf({ to: 10 })).toBe("Press I where it begins.");
});
