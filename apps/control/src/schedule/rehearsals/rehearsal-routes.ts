import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { errorBody, errorBodyOfZod } from "@nonstop/contract/error-body";
import { AiringId } from "@nonstop/contract/names";
import { RehearsalAnswer, RehearsalRequest } from "@nonstop/contract/rehearsal";
import { routes } from "@nonstop/contract/routes";
import { producersOnly } from "@nonstop/door/producer-auth";
import type { Context } from "hono";
import type { Bound } from "../../env.ts";
import { FOR_PRODUCERS, json, REFUSED } from "../../openapi/answers.ts";
import { scheduleOf } from "../schedule-of.ts";

const common = {
  path: routes.rehearsal.template,
  tags: ["control room"],
  security: FOR_PRODUCERS,
  responses: {
    200: json(RehearsalAnswer, "The rehearsal that is on now, if one is."),
    400: REFUSED.malformed,
    401: REFUSED.notProducer,
    403: REFUSED.foreignOrigin,
    404: REFUSED.unknown,
    409: REFUSED.any,
    429: REFUSED.tooMany,
  },
};
const params = z.object({ airing: AiringId });

/** The doors at which producers open the room of an event outside its window, for the preview alone. */
export function rehearsalRoutes(): OpenAPIHono<Bound> {
  const app = new OpenAPIHono<Bound>({
    defaultHook: (result, c) =>
      result.success ? undefined : c.json(errorBodyOfZod("malformed", result.error), 400),
  });
  app.use(routes.rehearsal.pattern, producersOnly);
  app.openapi(
    createRoute({
      ...common,
      method: "put",
      operationId: "openRehearsal",
      summary: "Let the livestream of an event's meeting be up from now on, for the preview alone",
      request: {
        params,
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
      request: { params },
    }),
    (c) => answerRehearsal(c, c.req.valid("param").airing, undefined),
  );
  return app;
}

async function answerRehearsal(c: Context<Bound>, airing: AiringId, minutes: number | undefined) {
  const answer = await scheduleOf(c.env).rehearse(airing, minutes);
  if (answer.kind === "rehearsal") return c.json(answer.answer, 200);
  if (answer.kind === "unknown-event") {
    const detail = { field: "airing", cure: "Look it up at /api/v1/events." };
    return c.json(errorBody("unknown-event", "There is no such event.", detail), 404);
  }
  const cure = "Only a live event that has a meeting and is not over can be rehearsed.";
  return c.json(errorBody("no-meeting", "The event has no meeting to rehearse in.", { cure }), 409);
}
