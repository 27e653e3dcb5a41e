import type { MiddlewareHandler } from "hono";
import { refusal } from "@nonstop/door/refusal";
import { readBlocking } from "./read-blocking.ts";

const MEDIA_PLAYLIST = /^\/live\/[^/]+\/[^/]+\/index\.m3u8$/;

/**
 * Gives every answer one address, so that caches keep it once: a query that means nothing here is sent to the address
 * without it. Players that add one follow. Otherwise a stranger could make up addresses of one and the same thing, each
 * of which would be read anew.
 */
export const canonicalAddress: MiddlewareHandler = async (c, next) => {
  const url = new URL(c.req.url);
  // No address of ours needs one of its characters escaped.
  if (url.pathname.includes("%"))
    return refusal(404, "no-such-path", "There is nothing at that address.", {
      cure: "Read the playlist: it names every address.",
      cacheSeconds: 3600,
    });
  const search = canonicalSearch(url);
  if (url.search === search) return next();
  return new Response(null, {
    status: 302,
    headers: { location: `${url.pathname}${search}`, "cache-control": "public, max-age=300" },
  });
};

/** The part of a query that means something: the delivery directives of a media playlist. Wrong ones stay as they are. */
function canonicalSearch(url: URL): string {
  if (!MEDIA_PLAYLIST.test(url.pathname)) return "";
  const asked = readBlocking(
    url.searchParams.get("_HLS_msn") ?? undefined,
    url.searchParams.get("_HLS_part") ?? undefined,
  );
  if (asked.kind === "now") return "";
  if (asked.kind === "bad") return url.search;
  const { segment, part } = asked.ask;
  return `?_HLS_msn=${segment}${part === undefined ? "" : `&_HLS_part=${part}`}`;
}
