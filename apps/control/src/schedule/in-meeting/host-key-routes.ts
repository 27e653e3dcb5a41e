import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { errorBody } from "@nonstop/contract/error-body";
import { HostKeyAnswer } from "@nonstop/contract/host-key";
import { routes } from "@nonstop/contract/routes";
import type { Bound } from "../../env.ts";
import { json, refusedAs } from "../../openapi/answers.ts";
import { EVENT_REFUSALS, OF_EVENT, eventDoors, unknownEvent } from "../../openapi/event-doors.ts";
import { scheduleOf } from "../schedule-of.ts";

/** The door at which producers are told the host key of a show's meeting. */
export function hostKeyRoutes(): OpenAPIHono<Bound> {
  const app = eventDoors(routes.hostKey.pattern);
  app.openapi(
    createRoute({
      ...OF_EVENT,
      method: "get",
      path: routes.hostKey.template,
      operationId: "readHostKey",
      summary: "What makes somebody in an event's meeting its host, who can mute and spotlight. A secret",
      responses: {
        200: json(HostKeyAnswer, "The key."),
        ...EVENT_REFUSALS,
        409: refusedAs("The event has no meeting."),
        502: refusedAs("Whoever holds the meetings would not say, or did not answer."),
      },
    }),
    async (c) => {
      const outcome = await scheduleOf(c.env).hostKey(c.req.valid("param").airing);
      if (outcome.kind === "key") return c.json({ hostKey: outcome.hostKey }, 200);
      if (outcome.kind === "unknown-event") return unknownEvent(c);
      if (outcome.kind !== "failed")
        return c.json(errorBody("no-meeting", "The event has no meeting.", {}), 409);
      const cure = "Look it up in the profile of the meeting's host at Zoom.";
      return c.json(errorBody("vendor-failed", outcome.message, { cure }), 502);
    },
  );
  return app;
}
