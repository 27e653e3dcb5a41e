import { describe, expect, it } from "vitest";
import { invitesOf } from "./invites-of.ts";
import { seenWords } from "./words.ts";

describe("what is said of the people in the meeting", () => {
  it.each([
    ["unknown", "none", "none", "Nobody can tell who is there just now."],
    ["nobody", "none", "none", "Nobody is in the meeting."],
    ["coming", "none", "none", "Somebody is in the meeting; nothing arrives yet."],
    ["received", "good", "good", "Seen and heard."],
    ["received", "black", "silent", "A black picture, and no sound."],
    ["received", "frozen", "none", "A picture that stands still, and no sound."],
  ] as const)("%s, picture %s, sound %s", (state, picture, sound, words) => {
    expect(seenWords({ state, picture, sound })).toBe(words);
  });
});

describe("the invites of an entry", () => {
  it("are one for each guest, as they stand there", () => {
    const text = `To: Ana <ana@example.com>\nSubject: Tea\n\nDear Ana\n${"-".repeat(60)}\n\nTo: Bob\nSubject: Tea\n\nDear Bob`;
    expect(invitesOf(text)).toEqual([
      { to: "Ana", text: "To: Ana <ana@example.com>\nSubject: Tea\n\nDear Ana" },
      { to: "Bob", text: "To: Bob\nSubject: Tea\n\nDear Bob" },
    ]);
  });

  it("are everybody's when they do not say whose", () => {
    expect(invitesOf("Join Zoom Meeting\nhttps://zoom.example/j/1\n")).toEqual([
      { to: "everybody", text: "Join Zoom Meeting\nhttps://zoom.example/j/1" },
    ]);
    expect(invitesOf(" \n")).toEqual([]);
  });
});
