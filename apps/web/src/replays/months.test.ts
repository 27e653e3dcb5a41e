import { expect, it } from "vitest";
import { byMonth } from "./months.ts";

const at = (iso: string): { at: number } => ({ at: Date.parse(iso) / 1000 });

it("puts what aired into the months of a zone, in order", () => {
  const entries = [at("2027-03-31T23:30:00Z"), at("2027-03-31T10:00:00Z"), at("2026-12-01T10:00:00Z")];
  const names = byMonth(entries, "Europe/Lisbon").map(({ name, entries: of }) => [name, of.length]);
  expect(names).toEqual([
    ["April 2027", 1],
    ["March 2027", 1],
    ["December 2026", 1],
  ]);
  expect(byMonth(entries, "UTC").map(({ name }) => name)).toEqual(["March 2027", "December 2026"]);
});
