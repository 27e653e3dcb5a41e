import * as fc from "fast-check";
import { expect, it } from "vitest";
import { mailAddress, mailbox } from "./mail-address.ts";

it.each(["ana@guests.example", "a.b+tv@x.co", "josé@münchen.example", "o'neil@ex-ample.test", "a@localhost"])(
  "takes %s",
  (address) => expect(mailAddress(` ${address} `)).toBe(address),
);

it.each([
  "",
  "ana",
  "ana@",
  "@x.test",
  "a b@x.test",
  "a@x..test",
  "a@b@c.test",
  "a@x.test,b@y.test",
  "<a@x.test>",
  "half\ud83d@x.test",
  `a@${"x".repeat(200)}_`,
  `a@${"x-".repeat(100)}`,
  `a@${"x.".repeat(100)}.test`,
])("takes no %j for an address", (address) => expect(mailAddress(address)).toBeUndefined());

it("lets nothing through that could begin another header or name a second person", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (typed) => {
      for (const address of [mailAddress(typed), mailAddress(`${typed}@x.test`), mailAddress(`a@${typed}`)])
        expect(address ?? "").not.toMatch(/[\s\p{Cc},;<>]/u);
    }),
    { numRuns: 2000 },
  );
});

it("reads a name with an address, and an address alone", () => {
  expect(mailbox('"Nonstop TV" <tv@x.test>')).toEqual({ name: "Nonstop TV", address: "tv@x.test" });
  expect(mailbox("tv@x.test")).toEqual({ name: "", address: "tv@x.test" });
  expect(mailbox("Nonstop <tv>")).toBeUndefined();
});
