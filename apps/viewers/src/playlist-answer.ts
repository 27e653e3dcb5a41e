import type { Context } from "hono";
import { takesGzip } from "@nonstop/door/takes-gzip";
import type { Bound } from "./env.ts";

const PLAYLIST_TYPE = "application/vnd.apple.mpegurl";

/**
 * Answers a playlist as players expect it. The runtime gzips it for clients that accept gzip, because the platform does
 * not compress this type.
 */
export function playlist(c: Context<Bound>, text: string, cacheControl: string): Response {
  const headers = new Headers({
    "content-type": PLAYLIST_TYPE,
    "cache-control": cacheControl,
    "x-content-type-options": "nosniff",
    vary: "accept-encoding",
  });
  if (takesGzip(c.req.raw)) headers.set("content-encoding", "gzip");
  return new Response(text, { headers });
}
