import { onError, refusal } from "@nonstop/door/refusal";
import { Hono } from "hono";
import { assetRoutes } from "./doors/asset-routes.ts";
import { originRoutes } from "./doors/origin-routes.ts";
import type { Bound } from "./env.ts";

export { Channel } from "./channel.ts";

const app = new Hono<Bound>();
app.onError(onError);
app.notFound(() =>
  refusal(404, "no-such-path", "There is nothing at that address.", { cure: "Read /api/v1/openapi.json." }),
);
app.route("/", originRoutes());
app.route("/", assetRoutes());

export default { fetch: app.fetch } satisfies ExportedHandler<Bound["Bindings"]>;
