import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { errorBodyOfZod } from "@nonstop/contract/error-body";
import { MAX_READ_HOURS, ReadThroughFacts } from "@nonstop/contract/read-through";
import { routes } from "@nonstop/contract/routes";
import { MAX_SECOND } from "@nonstop/contract/time";
import { producersOrOperators } from "@nonstop/door/reader-auth";
import type { Bound } from "../../env.ts";
import { FOR_OPERATORS, FOR_PRODUCERS, json, REFUSED } from "../../openapi/answers.ts";
import { scheduleOf } from "../schedule-of.ts";

const HOUR_SECONDS = 3600;
const Query = z.object({
  from: z
    .string()
    .regex(/^\d{1,10}$/, "must be a whole number of Unix seconds")
    .transform(Number)
    .pipe(z.int().max(MAX_SECOND - MAX_READ_HOURS * HOUR_SECONDS)),
  hours: z
    .string()
    .regex(/^\d{1,3}$/, "must be a whole number of hours")
    .transform(Number)
    .pipe(z.int().min(1).max(MAX_READ_HOURS)),
});

/** The door at which producers, and operators' commands, read what the coming days are made of. */
export function readThroughRoutes(): OpenAPIHono<Bound> {
  const app = new OpenAPIHono<Bound>({
    defaultHook: (result, c) =>
      result.success ? undefined : c.json(errorBodyOfZod("bad-query", result.error), 400),
  });
  app.use(routes.readThrough, producersOrOperators);
  app.openapi(
    createRoute({
      method: "get",
      path: routes.readThrough,
      operationId: "readWeekAhead",
      tags: ["control room"],
      security: [...FOR_PRODUCERS, ...FOR_OPERATORS],
      summary: "What a rehearsal of the coming days is made from: airings, pieces, notes, guests. No secret",
      request: { query: Query },
      responses: {
        200: json(ReadThroughFacts, "The facts of the window."),
        400: REFUSED.malformed,
        401: REFUSED.notProducer,
        429: REFUSED.tooMany,
      },
    }),
    async (c) => {
      const { from, hours } = c.req.valid("query");
      const facts = await scheduleOf(c.env).readThroughFacts(from, from + hours * HOUR_SECONDS);
      return c.json(facts, 200);
    },
  );
  return app;
}
