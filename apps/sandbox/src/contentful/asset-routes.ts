import { type Context, Hono } from "hono";
import { z } from "zod";
import { drawnPicture } from "../pictures/drawn-picture.ts";
import { type Asset, AssetFields, deliveredAsset, drawnOf, managementAsset } from "./asset.ts";
import { badRequest, notFound, versionMismatch } from "./contentful-error.ts";
import type { Space } from "./open-contentful.ts";

const Body = z.object({ fields: AssetFields });
const MAX_PAGE = 1000;

/** The management API's assets: made, processed at once, published. */
export function managementAssetRoutes(space: Space): Hono {
  const routes = new Hono();
  const assets = () => space.state.value.assets;
  const answer = (c: Context, asset: Asset, status: 200 | 201 = 200): Response =>
    c.json(managementAsset(asset, space.name, space.origin), status);
  const keep = (asset: Asset): Asset => {
    const kept = { ...asset, version: asset.version + 1, updatedAt: new Date(space.nowMs()).toISOString() };
    assets()[asset.id] = kept;
    space.state.changed();
    return kept;
  };
  routes.put("/assets/:id", async (c) => {
    const id = c.req.param("id");
    const body = Body.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) return badRequest("The body you sent is no asset.");
    const present = assets()[id];
    const sent = Number(c.req.header("x-contentful-version") ?? Number.NaN);
    if (present !== undefined && present.version !== sent) return versionMismatch();
    const now = new Date(space.nowMs()).toISOString();
    const fresh = { id, version: 0, isProcessed: false, revision: 0, createdAt: now, updatedAt: now };
    const asset = keep({ ...(present ?? fresh), fields: body.data.fields });
    return answer(c, asset, present === undefined ? 201 : 200);
  });
  routes.put("/assets/:id/files/:locale/process", (c) => {
    const asset = assets()[c.req.param("id")];
    if (asset === undefined) return notFound();
    keep({ ...asset, isProcessed: true });
    return c.body(null, 204);
  });
  routes.put("/assets/:id/published", (c) => {
    const asset = assets()[c.req.param("id")];
    if (asset === undefined) return notFound();
    return answer(c, keep({ ...asset, publishedVersion: asset.version, revision: asset.revision + 1 }));
  });
  routes.get("/assets/:id", (c) => {
    const asset = assets()[c.req.param("id")];
    return asset === undefined ? notFound() : answer(c, asset);
  });
  routes.get("/assets", (c) =>
    c.json(pageOf(Object.values(assets()).map((each) => managementAsset(each, space.name, space.origin)))),
  );
  return routes;
}

/** The delivery API's assets: those that are published. */
export function deliveryAssetRoutes(space: Space): Hono {
  const routes = new Hono();
  routes.get("/assets", (c) => {
    const wanted = c.req.query("sys.id[in]")?.split(",");
    const all = Object.values(space.state.value.assets).filter(
      ({ id }) => wanted === undefined || wanted.includes(id),
    );
    return c.json(pageOf(all.flatMap((asset) => deliveredAsset(asset, space.name, space.origin) ?? [])));
  });
  return routes;
}

/** The files themselves, for everybody, as Contentful's image host has them. It does not resize them. */
export function assetFileRoutes(space: Space): Hono {
  const routes = new Hono();
  routes.get("/files/:id/:file", (c) => {
    const asset = space.state.value.assets[c.req.param("id")];
    if (asset?.isProcessed !== true) return notFound();
    return c.body(drawnPicture(asset.id, drawnOf(asset)), 200, { "content-type": "image/png" });
  });
  return routes;
}

function pageOf(items: readonly object[]): object {
  return { sys: { type: "Array" }, total: items.length, skip: 0, limit: MAX_PAGE, items };
}
