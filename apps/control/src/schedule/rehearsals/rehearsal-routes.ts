import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { errorBody } from "@nonstop/contract/error-body";
import type { AiringId } from "@nonstop/contract/names";
import { RehearsalAnswer, RehearsalRequest } from "@nonstop/contract/rehearsal";
import { routes } from "@nonstop/contract/routes";
import type { Context } from "hono";
import type { Bound } from "../../env.ts";
import { json, REFUSED } from "../../openapi/answers.ts";
import { EVENT_REFUSALS, OF_EVENT, eventDoors, unknownEvent } from "../../openapi/event-doors.ts";
import { scheduleOf } from "../schedule-of.ts";

const common = {
  ...OF_EVENT,
  path: routes.rehearsal.template,
  responses: {
    200: json(RehearsalAnswer, "The rehearsal that is on now, if one is."),
    ...EVENT_REFUSALS,
    403: REFUSED.foreignOrigin,
    409: REFUSED.any,
  },
};

/** The doors at which producers open the room of an event outside its window, for the preview alone. */
export function rehearsalRoutes(): OpenAPIHono<Bound> {
  const app = eventDoors(routes.rehearsal.pattern);
  app.openapi(
    createRoute({
      ...common,
      method: "put",
      operationId: "openRehearsal",
      summary: "Let the livestream of an event's meeting be up from now on, for the preview alone",
      request: {
        ...OF_EVENT.request,
        body: { required: true, content: { "application/json": { schema: RehearsalRequest } } },
      },
    }),
    (c) => answerRehearsal(c, c.req.valid("param").airing, c.req.valid("json").minutes),
  );
  app.openapi(
    createRoute({
      ...common,
      method: "delete",
      operationId: "endRehearsal",
      summary: "End the rehearsal of an event",
    }),
    (c) => answerRehearsal(c, c.req.valid("param").airing, undefined),
  );
  return app;
}

async function answerRehearsal(c: Context<Bound>, airing: AiringId, minutes: number | undefined) {
  const answer = await scheduleOf(c.env).rehearse(airing, minutes);
  if (answer.kind === "rehearsal") return c.json(answer.answer, 200);
  if (answer.kind === "unknown-event") return unknownEvent(c);
  const cure = "Only a live event that has a meeting and is not over can be rehearsed.";
  return c.json(errorBody("no-meeting", "The event has no meeting to rehearse in.", { cure }), 409);
}
