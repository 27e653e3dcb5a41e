import type { Context } from "hono";
import type { Bound } from "./env.ts";

const PLAYLIST_TYPE = "application/vnd.apple.mpegurl";

/** A playlist as players expect it; gzipped by the runtime for those who take it, for the platform leaves this type as it is. */
export function playlist(c: Context<Bound>, text: string, cacheControl: string): Response {
  const headers = new Headers({
    "content-type": PLAYLIST_TYPE,
    "cache-control": cacheControl,
    "x-content-type-options": "nosniff",
    vary: "accept-encoding",
  });
  // The platform puts an `Accept-Encoding` of its own in place of the client's, and remembers that one here.
  const told = c.req.raw.cf?.["clientAcceptEncoding"];
  const accepts = typeof told === "string" ? told : (c.req.header("accept-encoding") ?? "");
  if (takesGzip(accepts)) headers.set("content-encoding", "gzip");
  return new Response(text, { headers });
}

/** Whether an `Accept-Encoding` lets gzip through: by its own name, else by `*`; a weight of 0 means no. */
function takesGzip(acceptEncoding: string): boolean {
  const codings = acceptEncoding.split(",").map((coding) => {
    const [name = "", ...parameters] = coding.split(";").map((text) => text.trim().toLowerCase());
    return { name, refused: parameters.some((text) => /^q=0(?:\.0*)?$/.test(text)) };
  });
  const said = codings.find(({ name }) => name === "gzip") ?? codings.find(({ name }) => name === "*");
  return said !== undefined && !said.refused;
}
