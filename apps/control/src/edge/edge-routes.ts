import { OpenAPIHono } from "@hono/zod-openapi";
import { assetRoutes, type OnAssetReady } from "./asset-routes.ts";
import type { Bound } from "../env.ts";
import { controlRoutes } from "./control-routes.ts";
import { liveRoutes } from "./live-routes.ts";
import { metricsRoutes } from "./metrics-routes.ts";
import { originRoutes } from "./origin-routes.ts";
import { replayRoutes } from "./replay-routes.ts";
import { roomRoutes } from "./room-routes.ts";
import { sessionRoutes } from "./session-routes.ts";

/** Every door of the edge. */
export function edgeRoutes(on: { assetReady: OnAssetReady }): OpenAPIHono<Bound> {
  const app = new OpenAPIHono<Bound>();
  app.route("/", metricsRoutes());
  app.route("/", liveRoutes());
  app.route("/", replayRoutes());
  app.route("/", originRoutes());
  app.route("/", assetRoutes(on.assetReady));
  app.route("/", sessionRoutes());
  app.route("/", controlRoutes());
  app.route("/", roomRoutes());
  return app;
}
