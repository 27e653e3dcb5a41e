import { Digest } from "@nonstop/contract/asset";
import { ArrivedFile } from "@nonstop/contract/imports";
import { routes } from "@nonstop/contract/routes";
import { jsonBody } from "@nonstop/door/body";
import { originOnly } from "@nonstop/door/origin-auth";
import { refusal } from "@nonstop/door/refusal";
import { Hono } from "hono";
import type { Env } from "../../env.ts";
import { scheduleOf } from "../schedule-of.ts";

/** Words of a day in some languages, and a picture. */
const MAX_ARRIVED_BYTES = 30_000_000;
/** Where recordings wait in the bucket for being fetched. */
const WAITING = /^(uploads|inbox)\//;

/** The doors at which ingest fetches what waits in the bucket, and asks whether a file is in the library already. */
export function importOriginRoutes(): Hono<{ Bindings: Env }> {
  const app = new Hono<{ Bindings: Env }>();
  app.get(routes.pieceOfDigest.pattern, originOnly("ingest"), async (c) => {
    const digest = Digest.safeParse(c.req.param("digest"));
    if (!digest.success)
      return refusal(400, "malformed", "digest: must be 64 hex digits", { field: "digest" });
    const asset = await scheduleOf(c.env).pieceOfDigest(digest.data);
    if (asset === undefined) return refusal(404, "unknown-asset", "No piece was made of this file.");
    return c.json({ asset }, 200, { "cache-control": "no-store" });
  });

  app.post(routes.arrivals, originOnly("ingest"), async (c) => {
    const read = await jsonBody(c.req.raw, ArrivedFile, MAX_ARRIVED_BYTES);
    if (read.kind === "refused") return read.answer;
    return c.json(await scheduleOf(c.env).arrivedFile(read.body), 200, { "cache-control": "no-store" });
  });

  app.get(routes.waitingObject.pattern, originOnly("ingest"), async (c) => {
    const key = c.req.param("key");
    const range = rangeOf(c.req.header("range"), c.req.header("if-range"));
    const object = WAITING.test(key) ? await readFrom(c.env.MEDIA, key, range) : null;
    if (object === null) return refusal(404, "no-such-file", "The bucket has no such file.");
    const headers = { "accept-ranges": "bytes", "cache-control": "no-store", etag: object.etag };
    const { from, size, body } = object;
    if (from === 0) return new Response(body, { headers: { ...headers, "content-length": `${size}` } });
    return new Response(body, {
      status: 206,
      headers: {
        ...headers,
        "content-length": `${size - from}`,
        "content-range": `bytes ${from}-${size - 1}/${size}`,
      },
    });
  });
  return app;
}

type Wanted = { from: number; etag: string | undefined };

/** What a request for the rest of a file asks for; nothing of it but that form is understood. */
function rangeOf(range: string | undefined, ifRange: string | undefined): Wanted {
  const from = Number(/^bytes=(\d{1,15})-$/.exec(range ?? "")?.[1] ?? 0);
  return { from, etag: ifRange };
}

/** The object from a byte on, or from its start when it is another one by now, or shorter. */
async function readFrom(
  media: R2Bucket,
  key: string,
  { from, etag }: Wanted,
): Promise<{ from: number; size: number; etag: string; body: ReadableStream } | null> {
  const head = from > 0 ? await media.head(key) : null;
  const isSame = head !== null && from < head.size && (etag === undefined || etag === head.httpEtag);
  const object = await media.get(key, isSame ? { range: { offset: from } } : {});
  if (object === null) return null;
  return { from: isSame ? from : 0, size: object.size, etag: object.httpEtag, body: object.body };
}
