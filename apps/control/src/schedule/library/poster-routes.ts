import { OpenAPIHono, z } from "@hono/zod-openapi";
import { Piece, PosterKey } from "@nonstop/contract/library";
import { AssetId } from "@nonstop/contract/names";
import { routes } from "@nonstop/contract/routes";
import { bodyWithin } from "@nonstop/door/body";
import { refusal } from "@nonstop/door/refusal";
import type { Context } from "hono";
import type { Bound } from "../../env.ts";
import { FOR_EVERYBODY, FOR_PRODUCERS, json, REFUSED, refusedAs } from "../../openapi/answers.ts";
import { scheduleOf } from "../schedule-of.ts";
import type { FactsChange } from "./piece-store.ts";
import { MAX_POSTER_BYTES, storePoster } from "./poster.ts";

const OnePiece = z.object({ asset: AssetId });
const picture = { "image/jpeg": {}, "image/png": {}, "image/webp": {} };
const ofProducers = {
  path: routes.piecePoster.template,
  tags: ["library"],
  security: FOR_PRODUCERS,
  request: { params: OnePiece },
};
const refused = {
  400: REFUSED.malformed,
  401: REFUSED.notProducer,
  403: REFUSED.foreignOrigin,
  404: REFUSED.unknown,
  429: REFUSED.tooMany,
};

/** The pictures of pieces: everybody sees them, producers give them. Producers are let in by the library's own doors. */
export function posterRoutes(): OpenAPIHono<Bound> {
  const app = new OpenAPIHono<Bound>();
  app.openAPIRegistry.registerPath({
    method: "put",
    ...ofProducers,
    operationId: "putPoster",
    summary: "Give a piece its picture: the bytes of a JPEG, PNG or WebP",
    request: { ...ofProducers.request, body: { required: true, content: picture } },
    responses: {
      200: json(Piece, "The piece as it is now"),
      413: refusedAs("Too large."),
      415: refusedAs("No picture that browsers show."),
      ...refused,
    },
  });
  app.openAPIRegistry.registerPath({
    method: "delete",
    ...ofProducers,
    operationId: "deletePoster",
    summary: "Take a piece's picture away",
    responses: { 200: json(Piece, "The piece as it is now"), ...refused },
  });
  app.openAPIRegistry.registerPath({
    method: "get",
    path: routes.poster.template,
    operationId: "readPoster",
    summary: "The picture of a piece, by what is in it",
    tags: ["viewers"],
    security: FOR_EVERYBODY,
    request: { params: z.object({ file: z.string() }) },
    responses: { 200: { description: "A picture.", content: picture }, 404: REFUSED.unknown },
  });

  app.put(routes.piecePoster.pattern, async (c) => {
    const asset = AssetId.safeParse(c.req.param("asset"));
    if (!asset.success || (await scheduleOf(c.env).piece(asset.data)) === undefined) return noSuchPiece();
    const bytes = await bodyWithin(c.req.raw, MAX_POSTER_BYTES);
    if (bytes === undefined)
      return refusal(413, "too-large", `A picture is at most ${MAX_POSTER_BYTES} bytes.`, {
        field: "body",
        cure: "Send a smaller one: 1280 pixels in width are enough.",
      });
    const poster = await storePoster(c.env.MEDIA, new Uint8Array(bytes));
    if (poster === undefined)
      return refusal(415, "not-media", "body: neither a JPEG nor a PNG nor a WebP", {
        field: "body",
        cure: "Save the picture as a JPEG.",
      });
    return changed(c, asset.data, { poster });
  });
  app.delete(routes.piecePoster.pattern, (c) => {
    const asset = AssetId.safeParse(c.req.param("asset"));
    return asset.success ? changed(c, asset.data, { poster: null }) : noSuchPiece();
  });
  app.get(routes.poster.pattern, async (c) => {
    const key = PosterKey.safeParse(`posters/${c.req.param("file")}`);
    const object = key.success ? await c.env.MEDIA.get(key.data) : null;
    if (object === null)
      return refusal(404, "no-such-file", "There is no such picture.", { cacheSeconds: 5 });
    return new Response(object.body, {
      headers: {
        "content-type": object.httpMetadata?.contentType ?? "image/jpeg",
        "cache-control": "public, max-age=31536000, immutable",
        etag: object.httpEtag,
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'",
        "access-control-allow-origin": "*",
      },
    });
  });
  return app;
}

async function changed(c: Context<Bound>, asset: AssetId, change: FactsChange): Promise<Response> {
  const answer = await scheduleOf(c.env).changePiece(asset, change);
  return answer.kind === "changed" ? c.json(answer.piece, 200) : noSuchPiece();
}

function noSuchPiece(): Response {
  return refusal(404, "unknown-asset", "The library has no such piece.", {
    field: "asset",
    cure: "Read /api/v1/library for their names.",
  });
}
