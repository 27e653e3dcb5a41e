import { expect, it } from "vitest";
import type { Outcome } from "./check.ts";
import { bad, good, skipped } from "./finding.ts";
import { isWell, reportJson, reportText } from "./report.ts";

const outcomes: Outcome[] = [
  { group: "zoom", name: "scopes", findings: [bad('It says "tok-123456".', "Add it.")], tookMs: 1 },
  { group: "station", name: "clock", findings: [good("Right."), skipped("No vendor.")], tookMs: 2 },
];
const secrets = ["tok-123456", 'with"quote', "abc"];

it("lists by group what is good, bad with its cure, and skipped", () => {
  const text = reportText(outcomes, { groups: ["station", "zoom"], colours: false, secrets: [] });
  expect(text).toBe(`station
  ✓ clock: Right.
  – clock: skipped. No vendor.

zoom
  ✗ scopes: It says "tok-123456".
      → Add it.

1 thing is wrong: 1 good, 1 bad, 1 skipped.`);
});

it("tells programs the same, and whether all is well", () => {
  expect(JSON.parse(reportJson(outcomes, []))).toEqual({ ok: false, checks: outcomes });
  expect(isWell(outcomes)).toBe(false);
  expect(isWell(outcomes.slice(1))).toBe(true);
});

it("never prints a secret, not even one that a vendor repeats", () => {
  const leaky: Outcome[] = [{ ...outcomes[0]!, findings: [bad('tok-123456 with"quote abc', "Add it.")] }];
  for (const told of [
    reportJson(leaky, secrets),
    reportText(leaky, { groups: ["zoom"], colours: true, secrets }),
  ]) {
    expect(told).not.toContain("tok-123456");
    expect(told).not.toContain("quote");
    // Three letters are in many words.
    expect(told).toContain("abc");
  }
});
