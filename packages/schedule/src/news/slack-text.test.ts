import { expect, it } from "vitest";
import { slackText } from "./slack-text.ts";

const airing = {
  airing: "show",
  title: "Waves <!channel> & *more*",
  kind: "live" as const,
  start: 1_806_000_000,
  end: 1_806_003_600,
  timezone: "UTC",
  presenters: [],
  page: "https://tv.example/schedule/waves",
};

it("names a programme with its link and its time in the station's zone, and mentions nobody", () => {
  expect(slackText({ type: "airing.added", data: airing }, "Europe/Lisbon")).toBe(
    ":calendar: New: *<https://tv.example/schedule/waves|Waves &lt;!channel&gt; &amp; *more*>*, Thu 25 Mar 2027 18:40-19:40",
  );
});

it("says what was before", () => {
  const was = { ...airing, title: "Waves", start: airing.start - 3600, end: airing.start };
  expect(slackText({ type: "airing.changed", data: { ...airing, was } }, "UTC")).toContain(
    '(was "Waves", Thu 25 Mar 2027 17:40-18:40)',
  );
});

it("tells trouble with its cure in one line", () => {
  const data = {
    id: "no-playout",
    code: "no-playout" as const,
    weight: "alarm" as const,
    message: "No playout is connected.",
    cure: "Start one;\nslate airs meanwhile.",
  };
  expect(slackText({ type: "trouble.began", data }, "UTC")).toBe(
    ":rotating_light: No playout is connected. Start one; slate airs meanwhile.",
  );
});
