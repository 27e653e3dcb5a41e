import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { errorBody, errorBodyOfZod } from "@nonstop/contract/error-body";
import { InvitesAnswer } from "@nonstop/contract/invites";
import { AiringId } from "@nonstop/contract/names";
import { routes } from "@nonstop/contract/routes";
import { producersOnly } from "@nonstop/door/producer-auth";
import type { Bound } from "../../env.ts";
import { FOR_PRODUCERS, json, REFUSED } from "../../openapi/answers.ts";
import { scheduleOf } from "../schedule-of.ts";

/** The door at which producers read the invitations of an event's guests. */
export function inviteRoutes(): OpenAPIHono<Bound> {
  const app = new OpenAPIHono<Bound>({
    defaultHook: (result, c) =>
      result.success ? undefined : c.json(errorBodyOfZod("malformed", result.error), 400),
  });
  app.use(routes.invites.pattern, producersOnly);
  app.openapi(
    createRoute({
      method: "get",
      path: routes.invites.template,
      operationId: "readInvites",
      summary:
        "The invitations of an event's guests, to be copied: text, HTML and calendar file. They hold secrets",
      tags: ["control room"],
      security: FOR_PRODUCERS,
      request: { params: z.object({ airing: AiringId }) },
      responses: {
        200: json(InvitesAnswer, "The invitations."),
        400: REFUSED.malformed,
        401: REFUSED.notProducer,
        404: REFUSED.unknown,
        429: REFUSED.tooMany,
      },
    }),
    async (c) => {
      const invites = await scheduleOf(c.env).invites(c.req.valid("param").airing);
      if (invites !== undefined) return c.json({ invites }, 200);
      const detail = { field: "airing", cure: "Look it up at /api/v1/events." };
      return c.json(errorBody("unknown-event", "There is no such event.", detail), 404);
    },
  );
  return app;
}
