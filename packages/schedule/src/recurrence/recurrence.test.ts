import { expect, it } from "vitest";
import { episodeId } from "./episode-id.ts";
import { readRecurrence } from "./recurrence.ts";

const GOOD = { rule: "FREQ=DAILY", firstStartsAt: "2027-03-02T18:00", zone: "Europe/Lisbon" };

it.each([
  ["rule", { rule: "FREQ=SECONDLY" }],
  ["firstStartsAt", { firstStartsAt: undefined }],
  ["firstStartsAt", { firstStartsAt: "2027-02-31T18:00" }],
  ["firstStartsAt", { firstStartsAt: "2027-03-02T18:00+01:00" }],
  ["firstStartsAt", { firstStartsAt: "0027-03-02T18:00" }],
  ["timezone", { zone: "Mars/Olympus" }],
  ["exceptions", { exceptions: ["2027-03-02", "Christmas"] }],
  ["until", { until: "2027-13-01" }],
])("names the wrong field %s, with the cure", (field, over) => {
  const answer = readRecurrence({ ...GOOD, ...over });
  expect(answer).toMatchObject({ kind: "problem", problem: { field } });
  expect(answer.kind === "problem" && answer.problem.cure).toMatch(/\.$/);
});

it("gives each episode an id of its own that fits an entry, the same each time", () => {
  const at = Date.parse("2027-03-02T18:00:00Z") / 1000;
  expect(episodeId("talks", at)).toBe("talks-20270302T180000Z");
  const long = [`${"a".repeat(63)}b`, `${"a".repeat(63)}c`].map((show) => episodeId(show, at));
  for (const id of long) expect(id).toMatch(/^[\w.-]{1,64}$/);
  expect(new Set([...long, episodeId("talks", at + 60)]).size).toBe(3);
});
