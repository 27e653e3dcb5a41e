import { describe, expect, it } from "vitest";
import { WaitingLine } from "./waiting-line.ts";

/** Lets the addresses in, in this order; the places in the line of those that were ended for it. */
function ended(places: number, addresses: readonly string[]): number[] {
  const line = new WaitingLine(places);
  const out: number[] = [];
  addresses.forEach((ip, place) => line.enter({ ip, close: () => out.push(place) }));
  expect(line.length).toBe(addresses.length - out.length);
  return out;
}

describe("WaitingLine", () => {
  it("lets everybody in while there is room", () => {
    expect(ended(3, ["a", "a", "b"])).toEqual([]);
  });

  it("ends the oldest of the crowd, not whoever was there before it or comes after", () => {
    expect(ended(4, ["guest", "crowd", "crowd", "crowd", "crowd", "other"])).toEqual([1, 2]);
  });

  it("ends whoever has waited longest when all come from elsewhere", () => {
    expect(ended(3, ["a", "b", "c", "d", "e"])).toEqual([0, 1]);
  });

  it("counts a subscriber's IPv6 addresses as one, and IPv4 in either notation", () => {
    expect(ended(2, ["2001:db8:0:1::7", "2001:db8:0:1:2:3:4:5", "2001:db8:0:2::7"])).toEqual([0]);
    expect(ended(2, ["10.0.0.1", "::ffff:10.0.0.2", "::ffff:10.0.0.1"])).toEqual([0]);
  });

  it("forgets those who have shown a key", () => {
    const line = new WaitingLine(1);
    const publisher = { ip: "a", close: () => expect.unreachable() };
    line.enter(publisher);
    line.leave(publisher);
    line.enter({ ip: "a", close: () => {} });
    expect(line.length).toBe(1);
  });
});
