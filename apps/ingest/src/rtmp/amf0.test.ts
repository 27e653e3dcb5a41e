import { expect, it } from "vitest";
import { readAmf0 } from "./amf0.ts";

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ""), "hex");

it("reads values of AMF3 among those of AMF0, and what refers to earlier ones", () => {
  // An array with two strings, the second a reference to the first; then integers, a double, a dynamic object.
  expect(readAmf0(hex("11 09 05 01 06 05 6869 06 00"))).toEqual([["hi", "hi"]]);
  expect(readAmf0(hex("11 04 7f 11 04 ffffffff 11 04 8100"))).toEqual([127, -1, 128]);
  expect(readAmf0(hex("11 05 4059000000000000 11 01 11 02 11 03"))).toEqual([100, null, false, true]);
  expect(readAmf0(hex("11 0a 0b 01 03 61 04 07 01"))).toEqual([{ a: 7 }]);
});

it("keeps what it could read, and never reads beyond the end", () => {
  const whole = hex("02 0002 6869 00 4059000000000000 03 0001 61 05 0000 09 11 0a 0b 01 03 61 04 07 01");
  const values = readAmf0(whole);
  expect(values).toEqual(["hi", 100, { a: null }, { a: 7 }]);
  for (let length = 0; length < whole.length; length++)
    expect(values.slice(0, readAmf0(whole.subarray(0, length)).length)).toEqual(
      readAmf0(whole.subarray(0, length)),
    );
});

it.each([
  ["objects in objects without end", "03 0001 61".repeat(2_000)],
  ["an array of four thousand million", "0a ffffffff 05"],
  ["an AMF3 array of half a million", "11 09 ffffff 01 01"],
  ["a type of nobody", "42"],
])("gives up on %s", (_, bytes) => {
  expect(readAmf0(hex(bytes))).toEqual([]);
});

it("does not touch prototypes", () => {
  const [read] = readAmf0(hex("03 0009 5f5f70726f746f5f5f 03 0001 61 05 000009 000009"));
  expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
});
