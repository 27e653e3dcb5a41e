import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { GuestNoteRequest, GuestsAnswer } from "@nonstop/contract/guest";
import type { AiringId } from "@nonstop/contract/names";
import { routes } from "@nonstop/contract/routes";
import type { Context } from "hono";
import type { Bound } from "../env.ts";
import { json, REFUSED } from "../openapi/answers.ts";
import { EVENT_REFUSALS, OF_EVENT, eventDoors, unknownEvent } from "../openapi/event-doors.ts";
import { scheduleOf } from "../schedule/schedule-of.ts";

const common = {
  ...OF_EVENT,
  tags: ["guests"],
  responses: {
    200: json(GuestsAnswer, "The guests of the event, as they are told now."),
    ...EVENT_REFUSALS,
    403: REFUSED.foreignOrigin,
  },
};

/** The doors at which producers see the guests of an event, write to them, and make their links anew. */
export function guestsOfEventRoutes(): OpenAPIHono<Bound> {
  const app = eventDoors(routes.guests.pattern, routes.guestNote.pattern, routes.guestLinksRevoked.pattern);
  app.openapi(
    createRoute({
      ...common,
      method: "get",
      path: routes.guests.template,
      operationId: "readGuests",
      summary: "The guests of an event, with their links and what their tests found. The links are secrets",
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
        ...OF_EVENT.request,
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
  return answer === undefined ? unknownEvent(c) : c.json(answer, 200);
}
