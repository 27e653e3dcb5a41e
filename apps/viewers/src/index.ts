import { onError, refusal } from "@nonstop/door/refusal";
import { Hono } from "hono";
import type { Bound } from "./env.ts";
import { liveRoutes } from "./live-routes.ts";
import { pieceRoutes } from "./piece-routes.ts";
import { replayRoutes } from "./replay-routes.ts";
import { spanRoutes } from "./span-routes.ts";

const app = new Hono<Bound>();
app.onError(onError);
app.notFound(() =>
  refusal(404, "no-such-path", "There is nothing at that address.", {
    cure: "Read /api/v1/openapi.json.",
    cacheSeconds: 60,
  }),
);
app.route("/", liveRoutes());
app.route("/", pieceRoutes());
app.route("/", spanRoutes());
app.route("/", replayRoutes());

export default { fetch: app.fetch } satisfies ExportedHandler<Bound["Bindings"]>;
