import { describe, expect, it } from "vitest";
import { askedWaitMs } from "./patience.ts";

const NOW = Date.parse("2027-03-01T12:00:00Z");

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
