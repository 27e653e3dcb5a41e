import { expect, it } from "vitest";
import { pollDelay } from "./poll-delay.ts";

it("asks every ten seconds, and just after the next change", () => {
  expect(pollDelay(0, undefined, false)).toBe(10_000);
  expect(pollDelay(0, 60_000, false)).toBe(10_000);
  expect(pollDelay(0, 3000, false)).toBe(3400);
});

it("does not hammer when the change is past and the answer has not moved on", () => {
  expect(pollDelay(5000, 3000, false)).toBe(10_000);
});

it("tries again sooner after a failure", () => expect(pollDelay(0, undefined, true)).toBe(4000));
