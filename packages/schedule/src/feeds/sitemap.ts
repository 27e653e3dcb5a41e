import type { Second } from "@nonstop/contract/time";
import { xmlElement } from "./xml-text.ts";

/** A page for search engines; `changedAt`: when what it says changed last, if that is known. */
export type SitePage = { url: string; changedAt?: Second };

/** A sitemap holds no more (sitemaps.org). */
export const MAX_SITEMAP_PAGES = 50_000;

const NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9";
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';

/**
 * The sitemap of these pages: one text; when they are too many for one, an index of sitemaps, which are the `parts`, counted from
 * 1. `partUrl`: the address of a part.
 */
export function sitemap(
  pages: readonly SitePage[],
  partUrl: (part: number) => string,
  most = MAX_SITEMAP_PAGES,
): { text: string; parts: string[] } {
  if (pages.length <= most) return { text: urlSet(pages), parts: [] };
  const parts: (readonly SitePage[])[] = [];
  for (let at = 0; at < pages.length; at += most) parts.push(pages.slice(at, at + most));
  const index = parts.map((part, number) => {
    const changes = part.flatMap(({ changedAt }) => (changedAt === undefined ? [] : [changedAt]));
    const changedAt = changes.length === 0 ? undefined : changes.reduce((a, b) => Math.max(a, b));
    return located("sitemap", {
      url: partUrl(number + 1),
      ...(changedAt === undefined ? {} : { changedAt }),
    });
  });
  const text = [HEAD, `<sitemapindex xmlns="${NAMESPACE}">`, ...index, "</sitemapindex>", ""].join("\n");
  return { text, parts: parts.map(urlSet) };
}

function urlSet(pages: readonly SitePage[]): string {
  const urls = pages.map((page) => located("url", page));
  return [HEAD, `<urlset xmlns="${NAMESPACE}">`, ...urls, "</urlset>", ""].join("\n");
}

function located(tag: string, { url, changedAt }: SitePage): string {
  const modified =
    changedAt === undefined ? "" : xmlElement("lastmod", new Date(changedAt * 1000).toISOString());
  return `  <${tag}>${xmlElement("loc", url)}${modified}</${tag}>`;
}
