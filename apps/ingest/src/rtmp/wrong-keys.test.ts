import { expect, it } from "vitest";
import { WrongKeys } from "./wrong-keys.ts";

it("shuts an address out for the rest of a minute, and no other", () => {
  let now = 0;
  const keys = new WrongKeys(3, () => now);
  for (let i = 0; i < 3; i++) {
    expect(keys.isShut("10.0.0.1")).toBe(false);
    keys.noteWrong("10.0.0.1");
  }
  expect(keys.isShut("::ffff:10.0.0.1")).toBe(true);
  expect(keys.isShut("10.0.0.2")).toBe(false);
  now = 60_000;
  expect(keys.isShut("10.0.0.1")).toBe(false);
  keys.noteWrong("10.0.0.1");
  expect(keys.isShut("10.0.0.1")).toBe(false);
});

it("never shuts out an address that has shown a right key within a day", () => {
  let now = 0;
  const keys = new WrongKeys(1, () => now);
  keys.noteRight("2001:db8:0:1::7");
  keys.noteWrong("2001:db8:0:1::8");
  expect(keys.isShut("2001:db8:0:1::9")).toBe(false);
  now = 24 * 3600_000;
  keys.noteWrong("2001:db8:0:1::8");
  expect(keys.isShut("2001:db8:0:1::9")).toBe(true);
});
