import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { HooksHeard } from "@nonstop/contract/hooks-heard";
import { routes } from "@nonstop/contract/routes";
import { producersOnly } from "@nonstop/door/producer-auth";
import type { Bound } from "../../env.ts";
import { FOR_PRODUCERS, json, REFUSED } from "../../openapi/answers.ts";
import { scheduleOf } from "../schedule-of.ts";

/** The door at which producers see whether the vendors' webhooks arrive. */
export function heardRoutes(): OpenAPIHono<Bound> {
  const app = new OpenAPIHono<Bound>();
  app.use(routes.hooksHeard, producersOnly);
  app.openapi(
    createRoute({
      method: "get",
      path: routes.hooksHeard,
      operationId: "readHooksHeard",
      summary: "When a webhook with a right signature last came from each vendor",
      tags: ["control room"],
      security: FOR_PRODUCERS,
      responses: {
        200: json(HooksHeard, "The vendors."),
        401: REFUSED.notProducer,
        429: REFUSED.tooMany,
      },
    }),
    async (c) => c.json(await scheduleOf(c.env).hooksHeard(), 200),
  );
  return app;
}
