import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { errorBody, errorBodyOfZod } from "@nonstop/contract/error-body";
import { GuestNoteRequest, GuestsAnswer } from "@nonstop/contract/guest";
import { AiringId } from "@nonstop/contract/names";
import { routes } from "@nonstop/contract/routes";
import { producersOnly } from "@nonstop/door/producer-auth";
import type { Context } from "hono";
import type { Bound } from "../env.ts";
import { FOR_PRODUCERS, json, REFUSED } from "../openapi/answers.ts";
import { scheduleOf } from "../schedule/schedule-of.ts";

const params = z.object({ airing: AiringId });
const common = {
  tags: ["guests"],
  security: FOR_PRODUCERS,
  responses: {
    200: json(GuestsAnswer, "The guests of the event, as they are told now."),
    400: REFUSED.malformed,
    401: REFUSED.notProducer,
    403: REFUSED.foreignOrigin,
    404: REFUSED.unknown,
    429: REFUSED.tooMany,
  },
};

/** The doors at which producers see the guests of an event, write to them, and make their links anew. */
export function guestsOfEventRoutes(): OpenAPIHono<Bound> {
  const app = new OpenAPIHono<Bound>({
    defaultHook: (result, c) =>
      result.success ? undefined : c.json(errorBodyOfZod("malformed", result.error), 400),
  });
  for (const { pattern } of [routes.guests, routes.guestNote, routes.guestLinksRevoked])
    app.use(pattern, producersOnly);
  app.openapi(
    createRoute({
      ...common,
      method: "get",
      path: routes.guests.template,
      operationId: "readGuests",
      summary: "The guests of an event, with their links and what their tests found. The links are secrets",
      request: { params },
    }),
    (c) => answerGuests(c, c.req.valid("param").airing),
  );
  app.openapi(
    createRoute({
      ...common,
      method: "put",
      path: routes.guestNote.template,
      operationId: "writeGuestNote",
      summary: "What the guests of an event read on their page from now on",
      request: {
        params,
        body: { required: true, content: { "application/json": { schema: GuestNoteRequest } } },
      },
    }),
    async (c) => {
      const { airing } = c.req.valid("param");
      await scheduleOf(c.env).writeGuestNote(airing, c.req.valid("json").note);
      return answerGuests(c, airing);
    },
  );
  app.openapi(
    createRoute({
      ...common,
      method: "post",
      path: routes.guestLinksRevoked.template,
      operationId: "revokeGuestLinks",
      summary: "The links that the guests of an event were given open nothing any more; new ones are made",
      request: { params },
    }),
    async (c) => {
      const { airing } = c.req.valid("param");
      await scheduleOf(c.env).revokeGuestLinks(airing);
      return answerGuests(c, airing);
    },
  );
  return app;
}

async function answerGuests(c: Context<Bound>, airing: AiringId) {
  const answer = await scheduleOf(c.env).guestsOf(airing);
  if (answer !== undefined) return c.json(answer, 200);
  const detail = { field: "airing", cure: "Look it up at /api/v1/events." };
  return c.json(errorBody("unknown-event", "There is no such event.", detail), 404);
}
