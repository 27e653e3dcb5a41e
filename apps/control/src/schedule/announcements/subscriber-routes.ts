import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { Subscribers, SubscriberTest } from "@nonstop/contract/announcement";
import { errorBody } from "@nonstop/contract/error-body";
import { routes } from "@nonstop/contract/routes";
import { producersOnly } from "@nonstop/door/producer-auth";
import type { Bound } from "../../env.ts";
import { FOR_PRODUCERS, json, REFUSED } from "../../openapi/answers.ts";
import { scheduleOf } from "../schedule-of.ts";

/** The doors at which producers see who is told of news, and try whether it arrives. */
export function subscriberRoutes(): OpenAPIHono<Bound> {
  const app = new OpenAPIHono<Bound>();
  app.use(routes.subscribers, producersOnly);
  app.use(routes.subscriberTest.pattern, producersOnly);
  app.openapi(
    createRoute({
      method: "get",
      path: routes.subscribers,
      operationId: "readSubscribers",
      summary: "Who is told of news, and whether it arrives",
      tags: ["control room"],
      security: FOR_PRODUCERS,
      responses: {
        200: json(Subscribers, "The subscribers."),
        401: REFUSED.notProducer,
        429: REFUSED.tooMany,
      },
    }),
    async (c) => c.json({ subscribers: await scheduleOf(c.env).subscribers() }, 200),
  );
  app.openapi(
    createRoute({
      method: "post",
      path: routes.subscriberTest.template,
      operationId: "testSubscriber",
      summary: "Sends one of them a test",
      tags: ["control room"],
      security: FOR_PRODUCERS,
      request: { params: z.object({ subscriber: z.string().max(40) }) },
      responses: {
        202: json(SubscriberTest, "A test is on its way."),
        401: REFUSED.notProducer,
        403: REFUSED.foreignOrigin,
        404: REFUSED.unknown,
        429: REFUSED.tooMany,
      },
    }),
    async (c) => {
      const { subscriber } = c.req.valid("param");
      if (await scheduleOf(c.env).testSubscriber(subscriber)) return c.json({ subscriber }, 202);
      const detail = { field: "subscriber", cure: "SUBSCRIBERS names them." };
      return c.json(errorBody("no-such-subscriber", "There is no such subscriber.", detail), 404);
    },
  );
  return app;
}
