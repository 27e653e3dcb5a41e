import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { errorBody } from "@nonstop/contract/error-body";
import { InputKeyAnswer } from "@nonstop/contract/live-input";
import { routes } from "@nonstop/contract/routes";
import type { Bound } from "../../env.ts";
import { json, REFUSED } from "../../openapi/answers.ts";
import { EVENT_REFUSALS, OF_EVENT, eventDoors, unknownEvent } from "../../openapi/event-doors.ts";
import { scheduleOf } from "../schedule-of.ts";

const rotation = createRoute({
  ...OF_EVENT,
  method: "post",
  path: routes.inputKey.template,
  operationId: "changeInputKey",
  summary: "Another key for the live input of an event: whoever sends with the old one is put out",
  responses: {
    ...EVENT_REFUSALS,
    202: json(InputKeyAnswer, "It is changed within seconds, and the event's meeting pointed at it anew."),
    403: REFUSED.foreignOrigin,
    409: REFUSED.any,
  },
});

/** The door at which producers have the key of an event's live input changed. No key is ever shown: only meetings send to it. */
export function inputKeyRoutes(): OpenAPIHono<Bound> {
  const app = eventDoors(routes.inputKey.pattern);
  app.openapi(rotation, async (c) => {
    const { kind } = await scheduleOf(c.env).changeInputKey(c.req.valid("param").airing);
    if (kind === "asked") return c.json({ asked: true as const }, 202);
    if (kind === "unknown-event") return unknownEvent(c);
    const cure = "Only a live event that has a meeting has one, where LIVE_SOURCE is cloudflare-stream.";
    return c.json(errorBody("no-input", "The event has no live input.", { cure }), 409);
  });
  return app;
}
