import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { errorBody, errorBodyOfZod } from "@nonstop/contract/error-body";
import { InputKeyAnswer } from "@nonstop/contract/live-input";
import { AiringId } from "@nonstop/contract/names";
import { routes } from "@nonstop/contract/routes";
import { producersOnly } from "@nonstop/door/producer-auth";
import type { Bound } from "../../env.ts";
import { FOR_PRODUCERS, json, REFUSED } from "../../openapi/answers.ts";
import { scheduleOf } from "../schedule-of.ts";

const rotation = createRoute({
  method: "post",
  path: routes.inputKey.template,
  operationId: "changeInputKey",
  summary: "Another key for the live input of an event: whoever sends with the old one is put out",
  tags: ["control room"],
  security: FOR_PRODUCERS,
  request: { params: z.object({ airing: AiringId }) },
  responses: {
    202: json(InputKeyAnswer, "It is changed within seconds, and the event's meeting pointed at it anew."),
    400: REFUSED.malformed,
    401: REFUSED.notProducer,
    403: REFUSED.foreignOrigin,
    404: REFUSED.unknown,
    409: REFUSED.any,
    429: REFUSED.tooMany,
  },
});

/** The door at which producers have the key of an event's live input changed. No key is ever shown: only meetings send to it. */
export function inputKeyRoutes(): OpenAPIHono<Bound> {
  const app = new OpenAPIHono<Bound>({
    defaultHook: (result, c) =>
      result.success ? undefined : c.json(errorBodyOfZod("malformed", result.error), 400),
  });
  app.use(routes.inputKey.pattern, producersOnly);
  app.openapi(rotation, async (c) => {
    const { kind } = await scheduleOf(c.env).changeInputKey(c.req.valid("param").airing);
    if (kind === "asked") return c.json({ asked: true as const }, 202);
    if (kind === "unknown-event") {
      const detail = { field: "airing", cure: "Look it up at /api/v1/events." };
      return c.json(errorBody("unknown-event", "There is no such event.", detail), 404);
    }
    const cure = "Only a live event that has a meeting has one, where LIVE_SOURCE is cloudflare-stream.";
    return c.json(errorBody("no-input", "The event has no live input.", { cure }), 409);
  });
  return app;
}
