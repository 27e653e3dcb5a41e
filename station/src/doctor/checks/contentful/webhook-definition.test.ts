import { expect, it } from "vitest";
import { judgeCalls } from "./webhook-definition.ts";

const call = (minute: number, statusCode: number) => ({
  statusCode,
  requestAt: `2030-01-01T00:0${minute}:00Z`,
});
const says = (...calls: ReturnType<typeof call>[]): string[] =>
  judgeCalls(calls).map((finding) => (finding.kind === "bad" ? finding.says : finding.kind));

it("goes by Contentful's newest calls", () => {
  expect(says()).toEqual([]);
  expect(
    says(call(1, 500), call(2, 500), call(3, 500), call(4, 202), call(5, 202), call(6, 202), call(7, 202)),
  ).toEqual([]);
  expect(says(call(9, 401), call(8, 401), call(1, 202))).toEqual([
    "2 of Contentful's newest 3 calls failed, the last one with 401.",
  ]);
  expect(says(call(2, 0))).toEqual(["1 of Contentful's newest 1 calls failed, the last one with no answer."]);
});
