import { AssetId } from "@nonstop/contract/names";
import { routes } from "@nonstop/contract/routes";
import { originOnly } from "@nonstop/door/origin-auth";
import { refusal } from "@nonstop/door/refusal";
import { Hono } from "hono";
import type { Env } from "../../env.ts";
import { scheduleOf } from "../schedule-of.ts";
import { readAssetIndex } from "@nonstop/pieces/read-asset-index";

/** The door at which ingest says that a piece lies in the library. The same notice again changes nothing. */
export function noticeRoutes(): Hono<{ Bindings: Env }> {
  const app = new Hono<{ Bindings: Env }>();
  app.post(routes.assetNotice.pattern, originOnly("ingest"), async (c) => {
    const asset = AssetId.safeParse(c.req.param("asset"));
    if (!asset.success)
      return refusal(400, "malformed", "asset: lower-case letters, digits and hyphens, 1 to 63 of them", {
        field: "asset",
      });
    const read = await readAssetIndex(c.env.MEDIA, asset.data);
    if (read.kind !== "index")
      return refusal(404, "unknown-asset", "The library has no such asset.", {
        field: "asset",
        cure: "Put its index first.",
      });
    await scheduleOf(c.env).assetReady(read.index);
    return c.json({ asset: asset.data }, 200, { "cache-control": "no-store" });
  });
  return app;
}
