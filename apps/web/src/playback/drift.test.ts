import { expect, it } from "vitest";
import { hasDrifted, isLive } from "./drift.ts";

it("jumps after a sleep, not for a little lateness", () => {
  expect(hasDrifted({ latency: 9, targetLatency: 3.01 }, 0)).toBe(false);
  expect(hasDrifted({ latency: 9.1, targetLatency: 3.01 }, 0)).toBe(true);
});

it("jumps after a stall, once what it jumps to is there", () => {
  expect(hasDrifted({ latency: 8, targetLatency: 3.01 }, 4.9)).toBe(false);
  expect(hasDrifted({ latency: 8, targetLatency: 3.01 }, 5)).toBe(true);
  expect(hasDrifted({ latency: 5, targetLatency: 3.01 }, 5)).toBe(false);
});

it("does nothing before the playlist is known", () => {
  expect(hasDrifted({ latency: 100, targetLatency: null }, 99)).toBe(false);
  expect(hasDrifted({ latency: 100, targetLatency: 0 }, 99)).toBe(false);
});

it("calls live what is within the hold-back", () => {
  expect(isLive({ latency: 6.6, targetLatency: 3.01 })).toBe(true);
  expect(isLive({ latency: 12, targetLatency: 3.01 })).toBe(false);
});
