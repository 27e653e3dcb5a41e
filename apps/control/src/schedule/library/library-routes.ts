import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { errorBody, errorBodyOfZod } from "@nonstop/contract/error-body";
import { Library, Piece, PieceChange } from "@nonstop/contract/library";
import { AssetId } from "@nonstop/contract/names";
import { routes } from "@nonstop/contract/routes";
import { producersOnly } from "@nonstop/door/producer-auth";
import type { Bound } from "../../env.ts";
import { FOR_PRODUCERS, json, REFUSED, refusedAs } from "../../openapi/answers.ts";
import { scheduleOf } from "../schedule-of.ts";

const forProducers = { tags: ["library"], security: FOR_PRODUCERS };
const refusals = { 401: REFUSED.notProducer, 429: REFUSED.tooMany };

/** The doors at which producers see the library, and say what its pieces are. */
export function libraryRoutes(): OpenAPIHono<Bound> {
  const app = new OpenAPIHono<Bound>({
    defaultHook: (result, c) =>
      result.success ? undefined : c.json(errorBodyOfZod("malformed", result.error), 400),
  });
  app.use(routes.library, producersOnly);
  app.use(`${routes.library}/*`, producersOnly);
  app.openapi(
    createRoute({
      method: "get",
      path: routes.library,
      operationId: "readLibrary",
      summary: "The pieces that can be aired, with what is known of them",
      ...forProducers,
      responses: { 200: json(Library, "The library"), ...refusals },
    }),
    async (c) => c.json(await scheduleOf(c.env).library(), 200),
  );
  app.openapi(
    createRoute({
      method: "patch",
      path: routes.piece.template,
      operationId: "changePiece",
      summary: "Change what is known of a piece: the fields that are given, and no others",
      ...forProducers,
      request: {
        params: z.object({ asset: AssetId }),
        body: { required: true, content: { "application/json": { schema: PieceChange } } },
      },
      responses: {
        200: json(Piece, "The piece as it is now"),
        400: REFUSED.malformed,
        403: REFUSED.foreignOrigin,
        404: REFUSED.unknown,
        422: refusedAs("Well-formed, but it does not fit the piece; `field` names what."),
        ...refusals,
      },
    }),
    async (c) => {
      const { asset } = c.req.valid("param");
      const answer = await scheduleOf(c.env).changePiece(asset, c.req.valid("json"));
      if (answer.kind === "changed") return c.json(answer.piece, 200);
      if (answer.kind === "unknown")
        return c.json(
          errorBody("unknown-asset", "The library has no such piece.", {
            field: "asset",
            cure: "Read /api/v1/library for their names.",
          }),
          404,
        );
      const { field, message, cure } = answer;
      return c.json(
        errorBody("malformed", `body.${field}: ${message}`, { field: `body.${field}`, cure }),
        422,
      );
    },
  );
  return app;
}
