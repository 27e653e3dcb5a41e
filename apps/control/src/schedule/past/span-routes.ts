import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { errorBody, errorBodyOfZod } from "@nonstop/contract/error-body";
import { Piece } from "@nonstop/contract/library";
import { SpanOrder } from "@nonstop/contract/piece-span";
import { routes } from "@nonstop/contract/routes";
import { producersOnly } from "@nonstop/door/producer-auth";
import type { Bound } from "../../env.ts";
import { FOR_PRODUCERS, json, REFUSED, refusedAs } from "../../openapi/answers.ts";
import { scheduleOf } from "../schedule-of.ts";

/** The door at which producers make a piece of a span. */
export function spanRoutes(): OpenAPIHono<Bound> {
  const app = new OpenAPIHono<Bound>({
    defaultHook: (result, c) =>
      result.success ? undefined : c.json(errorBodyOfZod("malformed", result.error), 400),
  });
  app.use(routes.pieceSpans, producersOnly);
  app.openapi(
    createRoute({
      method: "post",
      path: routes.pieceSpans,
      operationId: "makeSpan",
      summary: "Make a piece of a span of what aired or of a piece, without a copy",
      tags: ["library"],
      security: FOR_PRODUCERS,
      request: { body: { required: true, content: { "application/json": { schema: SpanOrder } } } },
      responses: {
        200: json(Piece, "The same span as before is a piece already."),
        201: json(Piece, "The piece."),
        400: REFUSED.malformed,
        401: REFUSED.notProducer,
        403: REFUSED.foreignOrigin,
        409: refusedAs("Another piece has that name."),
        422: refusedAs("Well-formed, but there is no such span; `field` names what is wrong."),
        429: REFUSED.tooMany,
      },
    }),
    async (c) => {
      const answer = await scheduleOf(c.env).makeSpan(c.req.valid("json"));
      if (answer.kind === "made") return c.json(answer.piece, answer.isNew ? 201 : 200);
      if (answer.kind === "taken") {
        const detail = { field: "body.asset", cure: "Give it another name, or none." };
        return c.json(errorBody("asset-exists", "body.asset: another piece has that name", detail), 409);
      }
      const field = `body.${answer.field}`;
      return c.json(errorBody("malformed", `${field}: ${answer.message}`, { field, cure: answer.cure }), 422);
    },
  );
  return app;
}
