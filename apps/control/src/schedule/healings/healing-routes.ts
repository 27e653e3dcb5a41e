import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { Healings } from "@nonstop/contract/healings";
import { routes } from "@nonstop/contract/routes";
import { producersOnly } from "@nonstop/door/producer-auth";
import type { Bound } from "../../env.ts";
import { FOR_PRODUCERS, json, REFUSED } from "../../openapi/answers.ts";
import { scheduleOf } from "../schedule-of.ts";

/** The door at which producers read what was lost on its way to the station, and was put right. */
export function healingRoutes(): OpenAPIHono<Bound> {
  const app = new OpenAPIHono<Bound>();
  app.use(routes.healings, producersOnly);
  app.openapi(
    createRoute({
      method: "get",
      path: routes.healings,
      operationId: "readHealings",
      summary: "What was lost on its way to the station and was put right by itself, the newest first",
      tags: ["control room"],
      security: FOR_PRODUCERS,
      responses: {
        200: json(Healings, "The healings."),
        401: REFUSED.notProducer,
        429: REFUSED.tooMany,
      },
    }),
    async (c) => c.json({ healings: await scheduleOf(c.env).healings() }, 200),
  );
  return app;
}
