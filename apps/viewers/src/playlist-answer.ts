import type { Context } from "hono";
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
  // The platform replaces the client's `Accept-Encoding` with its own. It keeps the client's here.
  const told = c.req.raw.cf?.["clientAcceptEncoding"];
  const accepts = typeof told === "string" ? told : (c.req.header("accept-encoding") ?? "");
  if (takesGzip(accepts)) headers.set("content-encoding", "gzip");
  return new Response(text, { headers });
}

/** Whether an `Accept-Encoding` allows gzip, by its own name or else by `*`. A weight of 0 means no. */
function takesGzip(acceptEncoding: string): boolean {
  const codings = acceptEncoding.split(",").map((coding) => {
    const [name = "", ...parameters] = coding.split(";").map((text) => text.trim().toLowerCase());
    return { name, refused: parameters.some((text) => /^q=0(?:\.0*)?$/.test(text)) };
  });
  const said = codings.find(({ name }) => name === "gzip") ?? codings.find(({ name }) => name === "*");
  return said !== undefined && !said.refused;
}
