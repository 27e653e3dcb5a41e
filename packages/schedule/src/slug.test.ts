import * as fc from "fast-check";
import { expect, it } from "vitest";
import { slugOf } from "./slug.ts";

it.each([
  ["Straße nach Łódź", "strasse-nach-lodz"],
  ["Café – Noche", "cafe-noche"],
  ["Cafe\u0301", "cafe"],
  ["Новости дня", "novosti-dnya"],
  ["Αθήνα", "athina"],
  ["  Q&A: Don't (part 2) ", "q-a-don-t-part-2"],
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
