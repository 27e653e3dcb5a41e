import { OpenAPIHono, z } from "@hono/zod-openapi";
import { AssetId } from "@nonstop/contract/names";
import { routes } from "@nonstop/contract/routes";
import { producersOnly } from "@nonstop/door/producer-auth";
import { refusal } from "@nonstop/door/refusal";
import { pieceHls } from "@nonstop/pieces/piece-hls";
import { readAssetIndex } from "@nonstop/pieces/read-asset-index";
import type { Bound } from "../../env.ts";
import { FOR_PRODUCERS, REFUSED } from "../../openapi/answers.ts";

/** Long enough to seek to and fro; a replaced piece is seen soon. */
const CACHE_CONTROL = "private, max-age=30";

/** The door at which producers see a piece of the library, as plain HLS. */
export function previewRoutes(): OpenAPIHono<Bound> {
  const app = new OpenAPIHono<Bound>();
  app.openAPIRegistry.registerPath({
    method: "get",
    path: routes.piecePreview.template,
    operationId: "readPiecePreview",
    summary: "A piece as HLS: index.m3u8 and the files it names",
    tags: ["library"],
    security: FOR_PRODUCERS,
    request: { params: z.object({ asset: AssetId, path: z.string() }) },
    responses: {
      200: {
        description: "A playlist, or media.",
        content: { "application/vnd.apple.mpegurl": {}, "video/mp4": {}, "audio/mp4": {} },
      },
      401: REFUSED.notProducer,
      404: REFUSED.unknown,
      429: REFUSED.tooMany,
    },
  });
  app.get(routes.piecePreview.pattern, producersOnly, async (c) => {
    const { asset, path } = c.req.param();
    const read = AssetId.safeParse(asset).success
      ? await readAssetIndex(c.env.MEDIA, asset)
      : ({ kind: "absent" } as const);
    if (read.kind !== "index")
      return refusal(404, "unknown-asset", "The library has no such piece.", {
        field: "asset",
        cure: "Read /api/v1/library for their names.",
      });
    return pieceHls(c.env, read.index, { path, cacheControl: CACHE_CONTROL });
  });
  return app;
}
