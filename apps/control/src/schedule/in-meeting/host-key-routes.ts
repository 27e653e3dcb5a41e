import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { errorBody, errorBodyOfZod } from "@nonstop/contract/error-body";
import { HostKeyAnswer } from "@nonstop/contract/host-key";
import { AiringId } from "@nonstop/contract/names";
import { routes } from "@nonstop/contract/routes";
import { producersOnly } from "@nonstop/door/producer-auth";
import type { Bound } from "../../env.ts";
import { FOR_PRODUCERS, json, REFUSED, refusedAs } from "../../openapi/answers.ts";
import { scheduleOf } from "../schedule-of.ts";

/** The door at which producers are told the host key of a show's meeting. */
export function hostKeyRoutes(): OpenAPIHono<Bound> {
  const app = new OpenAPIHono<Bound>({
    defaultHook: (result, c) =>
      result.success ? undefined : c.json(errorBodyOfZod("malformed", result.error), 400),
  });
  app.use(routes.hostKey.pattern, producersOnly);
  app.openapi(
    createRoute({
      method: "get",
      path: routes.hostKey.template,
      operationId: "readHostKey",
      summary: "What makes somebody in an event's meeting its host, who can mute and spotlight. A secret",
      tags: ["control room"],
      security: FOR_PRODUCERS,
      request: { params: z.object({ airing: AiringId }) },
      responses: {
        200: json(HostKeyAnswer, "The key."),
        400: REFUSED.malformed,
        401: REFUSED.notProducer,
        404: REFUSED.unknown,
        409: refusedAs("The event has no meeting."),
        429: REFUSED.tooMany,
        502: refusedAs("Whoever holds the meetings would not say, or did not answer."),
      },
    }),
    async (c) => {
      const outcome = await scheduleOf(c.env).hostKey(c.req.valid("param").airing);
      if (outcome.kind === "key") return c.json({ hostKey: outcome.hostKey }, 200);
      if (outcome.kind === "unknown-event") {
        const detail = { field: "airing", cure: "Look it up at /api/v1/events." };
        return c.json(errorBody("unknown-event", "There is no such event.", detail), 404);
      }
      if (outcome.kind !== "failed")
        return c.json(errorBody("no-meeting", "The event has no meeting.", {}), 409);
      const cure = "Look it up in the profile of the meeting's host at Zoom.";
      return c.json(errorBody("vendor-failed", outcome.message, { cure }), 502);
    },
  );
  return app;
}
