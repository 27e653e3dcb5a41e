import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { InvitesAnswer } from "@nonstop/contract/invites";
import { routes } from "@nonstop/contract/routes";
import type { Bound } from "../../env.ts";
import { json } from "../../openapi/answers.ts";
import { EVENT_REFUSALS, OF_EVENT, eventDoors, unknownEvent } from "../../openapi/event-doors.ts";
import { scheduleOf } from "../schedule-of.ts";

/** The door at which producers read the invitations of an event's guests. */
export function inviteRoutes(): OpenAPIHono<Bound> {
  const app = eventDoors(routes.invites.pattern);
  app.openapi(
    createRoute({
      ...OF_EVENT,
      method: "get",
      path: routes.invites.template,
      operationId: "readInvites",
      summary:
        "The invitations of an event's guests, to be copied: text, HTML and calendar file. They hold secrets",
      responses: {
        200: json(InvitesAnswer, "The invitations."),
        ...EVENT_REFUSALS,
      },
    }),
    async (c) => {
      const invites = await scheduleOf(c.env).invites(c.req.valid("param").airing);
      return invites === undefined ? unknownEvent(c) : c.json({ invites }, 200);
    },
  );
  return app;
}
