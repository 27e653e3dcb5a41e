import { describe, expect, it } from "vitest";
import { checkWords, countdown, seenWords } from "./guest-words.ts";

it.each([
  [-5, "00:00"],
  [59.9, "00:59"],
  [252, "04:12"],
  [7629, "2:07:09"],
  [86_400 + 4 * 3600 + 12 * 60, "1 d 04 h"],
  [2 * 86_400, "2 d 00 h"],
  [9 * 86_400 + 1, "9 days"],
])("counts %f seconds down as %s", (seconds, words) => {
  expect(countdown(seconds)).toBe(words);
});

describe("how the station sees a guest", () => {
  it.each([
    [{ state: "nobody", picture: "none", sound: "none" }, "Nobody is there yet."],
    [{ state: "received", picture: "good", sound: "good" }, "Seen and heard."],
    [{ state: "received", picture: "good", sound: "silent" }, "Seen, and not heard."],
    [{ state: "received", picture: "black", sound: "good" }, "Heard, and the picture is black."],
    [{ state: "received", picture: "frozen", sound: "none" }, "A picture that stands still, and no sound."],
    [{ state: "unknown", picture: "none", sound: "none" }, "The station cannot tell just now."],
  ] as const)("%j: %s", (seen, words) => {
    expect(seenWords(seen)).toBe(words);
  });
});

it("says what a test waits for", () => {
  const check = { until: 100, measuredSeconds: 20, neededSeconds: 60, findings: [] };
  expect(checkWords({ ...check, phase: "waiting" })).toContain("Come into the meeting");
  expect(checkWords({ ...check, phase: "starting" })).toContain("a minute");
  expect(checkWords({ ...check, phase: "measuring" })).toContain("40 s to go");
  expect(checkWords({ ...check, phase: "measuring", measuredSeconds: 60 })).toContain("judges");
});
