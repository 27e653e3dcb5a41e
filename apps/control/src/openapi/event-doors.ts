import { OpenAPIHono, z } from "@hono/zod-openapi";
import { errorBody, errorBodyOfZod } from "@nonstop/contract/error-body";
import { AiringId } from "@nonstop/contract/names";
import { producersOnly } from "@nonstop/door/producer-auth";
import type { Context } from "hono";
import type { Bound } from "../env.ts";
import { FOR_PRODUCERS, REFUSED } from "./answers.ts";

/** What the API's document says of each door at which producers ask something of an event. */
export const OF_EVENT = {
  tags: ["control room"],
  security: FOR_PRODUCERS,
  request: { params: z.object({ airing: AiringId }) },
};

/** How each of them refuses. One that changes something refuses with `REFUSED.foreignOrigin` as well. */
export const EVENT_REFUSALS = {
  400: REFUSED.malformed,
  401: REFUSED.notProducer,
  404: REFUSED.unknown,
  429: REFUSED.tooMany,
};

/** An app for such doors at `patterns`: it lets producers in, and says what is malformed. */
export function eventDoors(...patterns: string[]): OpenAPIHono<Bound> {
  const app = new OpenAPIHono<Bound>({
    defaultHook: (result, c) =>
      result.success ? undefined : c.json(errorBodyOfZod("malformed", result.error), 400),
  });
  for (const pattern of patterns) app.use(pattern, producersOnly);
  return app;
}

/** The answer to who asks for an event that nobody has published. */
export function unknownEvent(c: Context<Bound>) {
  const detail = { field: "airing", cure: "Look it up at /api/v1/events." };
  return c.json(errorBody("unknown-event", "There is no such event.", detail), 404);
}
