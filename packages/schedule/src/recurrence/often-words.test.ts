import { expect, it } from "vitest";
import { oftenWords } from "./often-words.ts";
import { readRecurrence } from "./recurrence.ts";

it.each([
  ["FREQ=DAILY", "Every day at 18:00"],
  ["FREQ=WEEKLY", "Every Tuesday at 18:00"],
  ["FREQ=WEEKLY;BYDAY=TU,TH", "Every Tuesday and Thursday at 18:00"],
  ["FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR", "Every 2 weeks on Monday, Wednesday and Friday at 18:00"],
  ["FREQ=MONTHLY;BYDAY=1MO,-1FR", "On the first Monday and last Friday of each month at 18:00"],
  ["FREQ=MONTHLY;BYDAY=MO", undefined],
  ["FREQ=YEARLY", undefined],
  ["FREQ=DAILY;BYHOUR=6,18", undefined],
])("says %s as %j", (rule, words) => {
  const read = readRecurrence({ rule, firstStartsAt: "2027-03-02T18:00", zone: "UTC" });
  expect(read.kind === "recurrence" ? oftenWords(read.recurrence) : read).toBe(words);
});
