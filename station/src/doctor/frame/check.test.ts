import { expect, it } from "vitest";
import { type Check, chosen, runChecks } from "./check.ts";
import { bad, good } from "./finding.ts";

const check = (group: string, name: string, run: Check["run"], limitMs?: number): Check => ({
  group,
  name,
  run,
  ...(limitMs === undefined ? {} : { limitMs }),
});

it("makes a finding of a check that breaks or never ends, and runs the others", async () => {
  const outcomes = await runChecks([
    check("a", "breaks", () => Promise.reject(new Error("boom"))),
    check("a", "never ends", () => new Promise(() => undefined), 5),
    check("b", "works", () => Promise.resolve([good("It works.")])),
  ]);
  expect(outcomes.map(({ findings }) => findings)).toEqual([
    [bad("The check itself broke: boom", expect.any(String) as string)],
    [bad("This took longer than 0.005 s.", expect.any(String) as string)],
    [good("It works.")],
  ]);
});

it("chooses by group, by name or by both, and knows what there is not", () => {
  const none: Check["run"] = () => Promise.resolve([]);
  const checks = [
    check("zoom", "signed event", none),
    check("contentful", "signed event", none),
    check("zoom", "scopes", none),
  ];
  const names = (only: string[]): unknown => {
    const order = chosen(checks, only);
    return order.kind === "checks" ? order.checks.map(({ group, name }) => `${group} ${name}`) : order;
  };
  expect(names([])).toHaveLength(3);
  expect(names(["zoom"])).toEqual(["zoom signed event", "zoom scopes"]);
  expect(names(["signed event"])).toEqual(["zoom signed event", "contentful signed event"]);
  expect(names(["contentful signed event", "scopes"])).toEqual(["contentful signed event", "zoom scopes"]);
  expect(names(["zoom", "sleep"])).toEqual({ kind: "unknown", name: "sleep" });
});
