import { expect, it } from "vitest";
import { markedPasscode } from "./meeting-marker.ts";

const marker = { station: "https://tv.test", space: "space", environment: "master", entry: "ev1" };

it("makes one passcode for each entry of each station, always the same", async () => {
  const passcodes = await Promise.all([
    markedPasscode("secret", marker),
    markedPasscode("another", marker),
    markedPasscode("secret", { ...marker, station: "https://staging.test" }),
    markedPasscode("secret", { ...marker, space: "copy" }),
    markedPasscode("secret", { ...marker, environment: "staging" }),
    markedPasscode("secret", { ...marker, entry: "ev2" }),
  ]);
  expect(new Set(passcodes).size).toBe(passcodes.length);
  expect(await markedPasscode("secret", { ...marker })).toBe(passcodes[0]);
});

it("has ten characters, a letter and a digit among them, and none that look alike", async () => {
  for (let i = 0; i < 100; i += 1)
    expect(await markedPasscode("secret", { ...marker, entry: `ev${i}` })).toMatch(
      /^(?=.*\d)(?=.*[a-zA-Z])[a-hjkmnp-zACDEFHJ-NP-RT-Y34679]{10}$/,
    );
});
