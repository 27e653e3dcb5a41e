import { expect, it } from "vitest";
import { Warnings } from "./warnings.ts";

it("logs when a warning comes and goes, and tells its newest words in between", () => {
  const logged: string[] = [];
  const warnings = new Warnings((event, detail) => logged.push(`${event} ${String(detail?.["warning"])}`));
  warnings.set("edge", true, "The edge is silent.");
  warnings.set("edge", true, "The edge answers 500.");
  expect(warnings.sentences).toEqual(["The edge answers 500."]);
  warnings.set("edge", false);
  warnings.set("edge", false);
  expect(warnings.sentences).toEqual([]);
  expect(logged).toEqual(["warning edge", "warning-over edge"]);
});

it("does not grow without end", () => {
  const warnings = new Warnings(() => {});
  for (let i = 0; i < 1000; i += 1) warnings.set(`asset-${i}`, true, `Asset ${i} is missing.`);
  expect(warnings.sentences).toHaveLength(50);
});
