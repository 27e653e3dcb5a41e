import { expect, it } from "vitest";
import { WrongSignatures } from "./wrong-signatures.ts";

it("tells of the first few and then of many at once, however many come", () => {
  const signatures = new WrongSignatures();
  const told: [number, number][] = [];
  for (let ms = 0; ms < 150_000; ms += 100) {
    const count = signatures.wrong("zoom", ms);
    if (count !== undefined) told.push([ms, count]);
  }
  expect(told).toEqual([
    [0, 1],
    [100, 1],
    [200, 1],
    [60_000, 598],
    [60_100, 1],
    [60_200, 1],
    [120_000, 598],
    [120_100, 1],
    [120_200, 1],
  ]);
  expect(signatures.wrong("contentful", 150_000)).toBe(1);
  signatures.right("zoom");
  expect(signatures.wrong("zoom", 150_000)).toBe(1);
});
