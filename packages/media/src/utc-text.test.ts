import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { utcText } from "./utc-text.ts";

describe("utcText()", () => {
  it("agrees with the runtime's calendar from 1970 to 2106 and beyond", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), fc.nat(999), (second, milliseconds) => {
        const time = second * 1000 + milliseconds;
        expect(utcText(time)).toBe(new Date(time).toISOString());
      }),
      { numRuns: 2000 },
    );
  });

  it("knows leap days", () => {
    expect(utcText(951_782_400_000)).toBe("2000-02-29T00:00:00.000Z");
    expect(utcText(1_709_251_199_999)).toBe("2024-02-29T23:59:59.999Z");
    expect(utcText(4_107_542_400_000)).toBe("2100-03-01T00:00:00.000Z");
  });
});
