import { expect, it } from "vitest";
import { sitemap } from "./sitemap.ts";

const pages = Array.from({ length: 5 }, (_, index) => ({
  url: `https://tv.example/${index}?a&b`,
  changedAt: 1_795_000_000 + index,
}));
const part = (number: number): string => `https://tv.example/sitemap-${number}.xml`;

it("is one text of all pages, escaped", () => {
  const { text, parts } = sitemap(pages, part);
  expect(parts).toEqual([]);
  expect(text.match(/<url>/g)).toHaveLength(5);
  expect(text).toContain(
    "<loc>https://tv.example/0?a&amp;b</loc><lastmod>2026-11-18T11:06:40.000Z</lastmod>",
  );
});

it("is an index of parts when there are too many, each as new as its newest page", () => {
  const { text, parts } = sitemap(pages, part, 2);
  expect(parts.map((one) => one.match(/<url>/g)?.length)).toEqual([2, 2, 1]);
  expect(text).toContain("<sitemapindex");
  expect([...text.matchAll(/<loc>([^<]*)<\/loc><lastmod>([^<]*)</g)].map((one) => one.slice(1))).toEqual([
    [part(1), "2026-11-18T11:06:41.000Z"],
    [part(2), "2026-11-18T11:06:43.000Z"],
    [part(3), "2026-11-18T11:06:44.000Z"],
  ]);
});
