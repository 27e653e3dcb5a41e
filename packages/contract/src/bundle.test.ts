import { describe, expect, it } from "vitest";
import { z } from "zod";
import { decodeBundle, encodeBundle } from "./bundle.ts";

const Header = z.object({ second: z.int() });
const parts = new Map([
  ["v720", new Uint8Array([1, 2, 3])],
  ["audio", new Uint8Array(0)],
]);

describe("bundle", () => {
  it("gives back header and parts, whatever view they are read from", () => {
    const encoded = encodeBundle({ second: 7, title: "Café – 日本語" }, parts);
    const padded = new Uint8Array(encoded.byteLength + 9);
    padded.set(encoded, 5);
    const read = decodeBundle(padded.subarray(5, 5 + encoded.byteLength), Header);
    expect("parts" in read && read.header).toEqual({ second: 7 });
    expect("parts" in read && [...read.parts].map(([name, bytes]) => [name, [...bytes]])).toEqual([
      ["v720", [1, 2, 3]],
      ["audio", []],
    ]);
  });

  it.each([
    ["nothing", new Uint8Array(0), /4-byte/],
    ["a header length beyond the body", new Uint8Array([0, 0, 1, 0, 65]), /exceeds/],
    ["a header that is not JSON", new Uint8Array([0, 0, 0, 1, 65]), /not JSON/],
    ["a header of broken UTF-8", new Uint8Array([0, 0, 0, 2, 0xff, 0xfe]), /not JSON/],
    ["a cut body", encodeBundle({ second: 7 }, parts).slice(0, -1), /v720|ends/],
    ["left-over bytes", new Uint8Array([...encodeBundle({ second: 7 }, parts), 0]), /left over/],
    ["a header of another kind", encodeBundle({ second: "x" }, parts), /header\.second/],
  ])("refuses %s with words that say what is wrong", (_, bytes, words) => {
    const read = decodeBundle(bytes, Header);
    expect(read).toMatchObject({ kind: "bad-bundle", message: expect.stringMatching(words) });
  });
});
