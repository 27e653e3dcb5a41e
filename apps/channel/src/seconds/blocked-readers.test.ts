import { expect, it } from "vitest";
import { BlockedReaders } from "./blocked-readers.ts";

it("wakes readers when their second is listed, and those whose time is up without it", async () => {
  const readers = new BlockedReaders();
  const soon = readers.wait(10, 5000);
  const late = readers.wait(20, 5000);
  readers.release(11, 1000);
  expect(await soon).toBe(true);
  expect(readers.count).toBe(1);
  readers.release(15, 5000);
  expect(await late).toBe(false);
  expect(readers.count).toBe(0);
});

it("turns readers away when there are too many, instead of growing", async () => {
  const readers = new BlockedReaders();
  for (let reader = 0; reader < 20_000; reader += 1) void readers.wait(10, 5000);
  expect(await readers.wait(10, 5000)).toBe(false);
  readers.release(11, 0);
  expect(readers.count).toBe(0);
});
