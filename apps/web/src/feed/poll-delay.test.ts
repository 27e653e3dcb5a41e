import { expect, it } from "vitest";
import { pollDelay } from "./poll-delay.ts";

const FINE = { failed: false };

it("asks every ten seconds, and just after the next change", () => {
  expect(pollDelay(0, undefined, FINE)).toBe(10_000);
  expect(pollDelay(0, 60_000, FINE)).toBe(10_000);
  expect(pollDelay(0, 3000, FINE)).toBe(3400);
});

it("does not hammer when the change is past and the answer has not moved on", () => {
  expect(pollDelay(5000, 3000, FINE)).toBe(10_000);
});

it("tries again sooner after a failure", () => expect(pollDelay(0, undefined, { failed: true })).toBe(4000));
