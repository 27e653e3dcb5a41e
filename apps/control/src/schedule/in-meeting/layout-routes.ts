import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { errorBody } from "@nonstop/contract/error-body";
import { type Layout, LayoutAnswer, LayoutRequest } from "@nonstop/contract/layout";
import type { AiringId } from "@nonstop/contract/names";
import { routes } from "@nonstop/contract/routes";
import type { Context } from "hono";
import type { Bound } from "../../env.ts";
import { json, REFUSED, refusedAs } from "../../openapi/answers.ts";
import { EVENT_REFUSALS, OF_EVENT, eventDoors, unknownEvent } from "../../openapi/event-doors.ts";
import { scheduleOf } from "../schedule-of.ts";

/** The door at which producers change the layout of a show that is live. */
export function layoutRoutes(): OpenAPIHono<Bound> {
  const app = eventDoors(routes.layout.pattern);
  app.openapi(
    createRoute({
      ...OF_EVENT,
      method: "put",
      path: routes.layout.template,
      operationId: "changeLayout",
      summary: "Change who fills the picture of a show that is live",
      request: {
        ...OF_EVENT.request,
        body: { required: true, content: { "application/json": { schema: LayoutRequest } } },
      },
      responses: {
        200: json(LayoutAnswer, "The layout from now on."),
        ...EVENT_REFUSALS,
        403: REFUSED.foreignOrigin,
        409: refusedAs("It is not live, or has no meeting."),
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
    case "unknown-event":
      return unknownEvent(c);
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
