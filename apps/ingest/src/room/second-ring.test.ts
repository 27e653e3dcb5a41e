import { describe, expect, it } from "vitest";
import { SecondRing } from "./second-ring.ts";

const entry = (second: number, byte = 0): Parameters<SecondRing["offer"]>[0] => ({
  second,
  fragments: { audio: Uint8Array.of(byte) },
  offeredAtMs: 0,
});

describe("SecondRing", () => {
  it("lists what it holds as half-open spans, newest last, and no more than its length", () => {
    const ring = new SecondRing(5);
    for (const second of [10, 11, 13, 14, 15, 16]) ring.offer(entry(second));
    expect(ring.spans()).toEqual([[13, 17]]);
    ring.offer(entry(18));
    expect(ring.spans()).toEqual([
      [14, 17],
      [18, 19],
    ]);
    expect(ring.newest()?.second).toBe(18);
  });

  it("never changes what it has offered, and accepts nothing that is too old", () => {
    const ring = new SecondRing(5);
    expect(ring.offer(entry(20, 1))).toBe(true);
    expect(ring.offer(entry(20, 2))).toBe(false);
    expect(ring.get(20)?.fragments["audio"]).toEqual(Uint8Array.of(1));
    expect(ring.offer(entry(15))).toBe(false);
    expect(ring.offer(entry(17))).toBe(true);
  });

  it("lets go of the past", () => {
    const ring = new SecondRing();
    for (const second of [1, 2, 3]) ring.offer(entry(second));
    ring.forgetBefore(3);
    expect(ring.spans()).toEqual([[3, 4]]);
  });
});
