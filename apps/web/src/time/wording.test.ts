import { describe, expect, it } from "vitest";
import { agoWords, counter, leftWords, lengthWords, startsWords } from "./wording.ts";

describe("leftWords", () => {
  it("counts seconds under an hour and pads them, so that the line does not jump", () => {
    expect(leftWords(12)).toBe("12 s left");
    expect(leftWords(252)).toBe("4 min 12 s left");
    expect(leftWords(247)).toBe("4 min 07 s left");
    expect(leftWords(3599)).toBe("59 min 59 s left");
  });
  it("speaks in minutes above an hour", () => expect(leftWords(3600 + 5 * 60 + 9)).toBe("1 h 05 min left"));
  it("never counts below nothing", () => {
    expect(leftWords(0)).toBe("Ending");
    expect(leftWords(-4)).toBe("Ending");
  });
});

describe("startsWords", () => {
  it.each([
    [0, "Starting now"],
    [0.4, "Starts in 1 s"],
    [40, "Starts in 40 s"],
    [60, "Starts in 1 min"],
    [121, "Starts in 3 min"],
    [3599, "Starts in 1 h"],
    [3600, "Starts in 1 h"],
    [2 * 3600 + 5 * 60, "Starts in 2 h 5 min"],
    [86_399, "Starts in a day"],
    [26 * 3600, "Starts in a day"],
    [3 * 86_400, "Starts in 3 days"],
  ])("%d s is %s", (seconds, words) => expect(startsWords(seconds)).toBe(words));
});

describe("the other wordings", () => {
  it("tells how long ago", () => {
    expect([20, 120, 7200, 90_000, 200_000].map(agoWords)).toEqual([
      "just now",
      "2 min ago",
      "2 h ago",
      "yesterday",
      "2 days ago",
    ]);
  });
  it("tells a length", () => {
    expect([50, 90, 240, 2700, 3600, 5400].map(lengthWords)).toEqual([
      "50 s",
      "90 s",
      "4 min",
      "45 min",
      "1 h",
      "1 h 30 min",
    ]);
  });
  it("counts for the control room", () => {
    expect([-1, 9, 247, 3909].map(counter)).toEqual(["00:00", "00:09", "04:07", "1:05:09"]);
  });
});
