import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { errorBody, errorBodyOfZod } from "@nonstop/contract/error-body";
import { type Layout, LayoutAnswer, LayoutRequest } from "@nonstop/contract/layout";
import { AiringId } from "@nonstop/contract/names";
import { routes } from "@nonstop/contract/routes";
import { producersOnly } from "@nonstop/door/producer-auth";
import type { Context } from "hono";
import type { Bound } from "../../env.ts";
import { FOR_PRODUCERS, json, REFUSED, refusedAs } from "../../openapi/answers.ts";
import { scheduleOf } from "../schedule-of.ts";

/** The door at which producers change the layout of a show that is live. */
export function layoutRoutes(): OpenAPIHono<Bound> {
  const app = new OpenAPIHono<Bound>({
    defaultHook: (result, c) =>
      result.success ? undefined : c.json(errorBodyOfZod("malformed", result.error), 400),
  });
  app.use(routes.layout.pattern, producersOnly);
  app.openapi(
    createRoute({
      method: "put",
      path: routes.layout.template,
      operationId: "changeLayout",
      summary: "Change who fills the picture of a show that is live",
      tags: ["control room"],
      security: FOR_PRODUCERS,
      request: {
        params: z.object({ airing: AiringId }),
        body: { required: true, content: { "application/json": { schema: LayoutRequest } } },
      },
      responses: {
        200: json(LayoutAnswer, "The layout from now on."),
        400: REFUSED.malformed,
        401: REFUSED.notProducer,
        403: REFUSED.foreignOrigin,
        404: REFUSED.unknown,
        409: refusedAs("It is not live, or has no meeting."),
        429: REFUSED.tooMany,
        502: refusedAs("Whoever holds the meetings would not, or did not answer."),
      },
    }),
    (c) => answerLayout(c, c.req.valid("param").airing, c.req.valid("json").layout),
  );
  return app;
}

/** Changes the layout of an event's show, and answers in words. */
async function answerLayout(c: Context<Bound>, airing: AiringId, layout: Layout) {
  const outcome = await scheduleOf(c.env).changeLayout(airing, layout);
  switch (outcome.kind) {
    case "changed":
      return c.json({ layout, says: outcome.says }, 200);
    case "unknown-event": {
      const detail = { field: "airing", cure: "Look it up at /api/v1/events." };
      return c.json(errorBody("unknown-event", "There is no such event.", detail), 404);
    }
    case "no-meeting": {
      const cure = "Only what comes from a meeting has a layout to choose.";
      return c.json(errorBody("no-meeting", "The event has no meeting.", { cure }), 409);
    }
    case "not-live": {
      const cure = "Choose its layout in the entry: the show begins with it.";
      return c.json(errorBody("not-live", "The show is not live, so nothing was changed.", { cure }), 409);
    }
    case "failed":
    default: {
      const cure = "Try again in a moment; what is on air stays as it is.";
      return c.json(errorBody("vendor-failed", outcome.message, { cure }), 502);
    }
  }
}
