import { AssetId } from "@nonstop/contract/names";
import { routes } from "@nonstop/contract/routes";
import { firstChannel } from "@nonstop/door/channel-of";
import { mediaInBounds } from "@nonstop/door/rate-limits";
import { refusal } from "@nonstop/door/refusal";
import { pieceHls } from "@nonstop/pieces/piece-hls";
import { readAssetIndex } from "@nonstop/pieces/read-asset-index";
import { type Context, Hono } from "hono";
import { cors } from "hono/cors";
import type { Bound } from "./env.ts";
import { canonicalAddress } from "./canonical-address.ts";
import { isPieceShown } from "./shown-to-viewers.ts";

// A piece may be withdrawn, and may get other media under its name.
const CACHE = { playlist: "public, max-age=2", media: "public, max-age=30" } as const;

/** Favourites of the library as plain HLS, for everybody: only those that viewers may watch now. */
export function pieceRoutes(): Hono<Bound> {
  const app = new Hono<Bound>();
  for (const { pattern } of [routes.publicPiece, routes.publicPieceFile]) {
    app.use(pattern, cors({ origin: "*", allowMethods: ["GET", "HEAD", "OPTIONS"] }));
    app.use(pattern, mediaInBounds, canonicalAddress);
  }
  app.get(routes.publicPiece.pattern, (c) =>
    piece(c, c.req.param("file").slice(0, -".m3u8".length), undefined),
  );
  app.get(routes.publicPieceFile.pattern, (c) => piece(c, c.req.param("asset"), c.req.param("path")));
  return app;
}

async function piece(c: Context<Bound>, asset: string, file: string | undefined): Promise<Response> {
  const isShown = AssetId.safeParse(asset).success && (await isPieceShown(c.env, firstChannel(c.env), asset));
  const read = isShown ? await readAssetIndex(c.env.MEDIA, asset) : undefined;
  if (read?.kind !== "index")
    return refusal(404, "no-replay", "There is no such replay.", {
      cure: "The shelf at /api/v1/channels/main/shelf says what there is.",
      cacheSeconds: 2,
    });
  // Its short address stands beside its folder.
  const { path, prefix } =
    file === undefined ? { path: "index.m3u8", prefix: `${asset}/` } : { path: file, prefix: "" };
  const cacheControl = path.endsWith(".m3u8") ? CACHE.playlist : CACHE.media;
  return pieceHls(c.env, read.index, { path, cacheControl, prefix });
}
