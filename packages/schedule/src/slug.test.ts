import * as fc from "fast-check";
import { expect, it } from "vitest";
import { freeSlug, slugOf } from "./slug.ts";

it.each([
  ["Straße nach Łódź", "strasse-nach-lodz"],
  ["Café – Noche", "cafe-noche"],
  ["Cafe\u0301", "cafe"],
  ["Новости дня", "novosti-dnya"],
  ["Αθήνα", "athina"],
  ["  Q&A: Don't (part 2) ", "q-a-don-t-part-2"],
  ["C++ 101", "c-plus-plus-101"],
  ["C# 101", "c-sharp-101"],
  ["Новости 24", "novosti-24"],
  ["Спорт 24", "sport-24"],
  ["نشرة الأخبار", "nshrt-alakhbar"],
  ["🎸 Rock + Roll #1", "rock-roll-1"],
  ["Ъ", ""],
  ["日本語", ""],
  ["", ""],
])("writes %j as %j", (text, slug) => {
  expect(slugOf(text)).toBe(slug);
});

it("is fit for a path, and its own slug, whatever the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 120 }), (text) => {
      const slug = slugOf(text);
      expect(slug).toMatch(/^([a-z0-9]([a-z0-9-]{0,78}[a-z0-9])?)?$/);
      expect(slugOf(slug)).toBe(slug);
    }),
  );
});

it("gives each of many who wish for the same slug another one, all fit for a path", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 120 }), (text) => {
      const wished = slugOf(text) || "x";
      const taken = new Set<string>();
      for (let i = 0; i < 12; i += 1) taken.add(freeSlug(wished, (slug) => taken.has(slug)));
      expect([...taken][0]).toBe(wished);
      expect(taken.size).toBe(12);
      for (const slug of taken) expect(slug).toMatch(/^[a-z0-9]([a-z0-9-]{0,78}[a-z0-9])?$/);
    }),
  );
});

it("is as short as it is asked to be, also with a number", () => {
  expect(slugOf("one two three", 8)).toBe("one-two");
  expect(freeSlug("one-two", (slug) => slug === "one-two", 8)).toBe("one-tw-2");
});
