import * as fc from "fast-check";
import { expect, it } from "vitest";
import { readRule } from "./read-rule.ts";

it.each([
  "FREQ=WEEKLY;BYDAY=TU,TH",
  "rrule:freq=weekly;byday=tu;",
  "FREQ=MONTHLY;BYDAY=1MO,-1FR;INTERVAL=2;COUNT=10",
  "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
  "FREQ=DAILY;BYHOUR=6,12,18;BYMINUTE=0,30;UNTIL=20270630",
  "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;WKST=SU;UNTIL=20300101T000000Z",
  "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
])("reads %s", (text) => {
  expect(readRule(text).kind).toBe("rule");
});

it.each([
  ["", "cannot be read"],
  ["every Tuesday", "cannot be read"],
  ["BYDAY=TU", "has no FREQ"],
  ["FREQ=SECONDLY", "SECONDLY"],
  ["FREQ=MINUTELY;INTERVAL=30", "MINUTELY"],
  ["FREQ=HOURLY", "HOURLY"],
  ["FREQ=WEEKLY;FREQ=DAILY", "cannot be read"],
  ["FREQ=WEEKLY;BYDAY=XX", "BYDAY=XX"],
  ["FREQ=WEEKLY;BYDAY=2TU", "days that are counted"],
  ["FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=3", "days that are counted"],
  ["FREQ=MONTHLY;BYDAY=0MO", "BYDAY=0MO"],
  ["FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY=32"],
  ["FREQ=WEEKLY;BYMONTHDAY=3", "BYMONTHDAY"],
  ["FREQ=MONTHLY;BYWEEKNO=3", "BYWEEKNO"],
  ["FREQ=WEEKLY;COUNT=0", "COUNT=0"],
  ["FREQ=WEEKLY;COUNT=100000", "COUNT=100000"],
  ["FREQ=WEEKLY;COUNT=3;UNTIL=20270101", "COUNT and UNTIL"],
  ["FREQ=WEEKLY;UNTIL=20270231", "UNTIL=20270231"],
  ["FREQ=WEEKLY;BYSETPOS=1;BYDAY=MO", "BYSETPOS"],
  ["FREQ=MONTHLY;BYSETPOS=1", "nothing to choose from"],
  ["FREQ=DAILY;BYSECOND=1", "does not know"],
  ["FREQ=DAILY;BYHOUR=24", "BYHOUR=24"],
  ["FREQ=DAILY;BYHOUR=0,1,2,3;BYMINUTE=0,15,30,45", "16 times a day"],
  ["FREQ=WEEKLY;X-OTHER=1", "does not know"],
])("refuses %j with field and cure", (text, words) => {
  const answer = readRule(text);
  expect(answer).toMatchObject({ kind: "problem", problem: { field: "rule" } });
  if (answer.kind !== "problem") return;
  expect(answer.problem.message).toContain(words);
  expect(answer.problem.cure).toMatch(/\.$/);
});

it("answers whatever it is given", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[FREQWKLYBDAITOUNZ=;,0-9 -]{0,60}$/), (text) => {
      expect(["rule", "problem"]).toContain(readRule(text).kind);
    }),
  );
});
