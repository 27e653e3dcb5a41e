import { expect, it } from "vitest";
import { standInWords } from "./stand-in-words.ts";

it("says what became of the show, and nothing when it runs or an operator chose otherwise", () => {
  expect(standInWords(undefined)).toBeUndefined();
  expect(standInWords({ kind: "asset", reason: "take" })).toBeUndefined();
  expect(standInWords({ kind: "slate", reason: "not-started" })).toBe("Starting in a moment.");
  expect(standInWords({ kind: "slate", reason: "room-stalled" })).toContain("We lost the guest");
  expect(standInWords({ kind: "asset", reason: "room-returning" })).toContain("We lost the guest");
  expect(standInWords({ kind: "slate", reason: "room-frozen" })).toContain("lost the guest's picture");
  expect(standInWords({ kind: "asset", reason: "room-silent" })).toContain("lost the guest's sound");
  expect(standInWords({ kind: "slate", reason: "edge-slate" })).toBe("Back in a moment.");
});
