import { describe, expect, it } from "vitest";
import { askedWaitMs, backOffMs } from "./back-off.ts";

const NOW = Date.parse("2027-03-01T12:00:00Z");

describe("backOffMs", () => {
  it("doubles up to ten minutes, and is never shorter than asked for", () => {
    expect([1, 2, 3, 4, 11, 500].map((attempt) => backOffMs(attempt))).toEqual([
      1000, 2000, 4000, 8000, 600_000, 600_000,
    ]);
    expect(backOffMs(1, 30_000)).toBe(30_000);
    expect(backOffMs(1, Number.MAX_SAFE_INTEGER)).toBe(3600_000);
  });
});

describe("askedWaitMs", () => {
  it("reads seconds, Unix seconds and dates", () => {
    expect(askedWaitMs("3", NOW)).toBe(3000);
    expect(askedWaitMs(String(NOW / 1000 + 7), NOW)).toBe(7000);
    expect(askedWaitMs("2027-03-02T00:00:00Z", NOW)).toBe(12 * 3600_000);
    expect(askedWaitMs("2027-02-28T00:00:00Z", NOW)).toBe(0);
  });

  it("hears nothing where nothing is said", () => {
    expect([null, undefined, "", "later"].map((value) => askedWaitMs(value, NOW))).toEqual(
      Array(4).fill(undefined),
    );
  });
});
