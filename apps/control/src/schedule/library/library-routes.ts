import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { errorBody, errorBodyOfZod } from "@nonstop/contract/error-body";
import { Library, Piece, PieceChange, PieceDeleted, PieceDetail } from "@nonstop/contract/library";
import { AssetId } from "@nonstop/contract/names";
import { routes } from "@nonstop/contract/routes";
import { producersOnly } from "@nonstop/door/producer-auth";
import { usesInWords } from "@nonstop/schedule/library/piece-uses";
import type { Bound } from "../../env.ts";
import { FOR_PRODUCERS, json, REFUSED, refusedAs } from "../../openapi/answers.ts";
import { scheduleOf } from "../schedule-of.ts";

const forProducers = { tags: ["library"], security: FOR_PRODUCERS };
const refusals = { 401: REFUSED.notProducer, 429: REFUSED.tooMany };

const OnePiece = z.object({ asset: AssetId });
const ofOne = { 400: REFUSED.malformed, 404: REFUSED.unknown, ...refusals };
const unknownPiece = errorBody("unknown-asset", "The library has no such piece.", {
  field: "asset",
  cure: "Read /api/v1/library for their names.",
});

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
      method: "get",
      path: routes.piece.template,
      operationId: "readPiece",
      summary: "A piece with what is known of it, and where it is used",
      ...forProducers,
      request: { params: OnePiece },
      responses: { 200: json(PieceDetail, "The piece"), ...ofOne },
    }),
    async (c) => {
      const detail = await scheduleOf(c.env).piece(c.req.valid("param").asset);
      return detail === undefined ? c.json(unknownPiece, 404) : c.json(detail, 200);
    },
  );
  app.openapi(
    createRoute({
      method: "delete",
      path: routes.piece.template,
      operationId: "deletePiece",
      summary: "Take a piece out of the library; its media goes when no playout may need it",
      ...forProducers,
      request: { params: OnePiece },
      responses: {
        200: json(PieceDeleted, "It has left the library."),
        403: REFUSED.foreignOrigin,
        409: refusedAs("It is used; `message` says where."),
        ...ofOne,
      },
    }),
    async (c) => {
      const { asset } = c.req.valid("param");
      const answer = await scheduleOf(c.env).deletePiece(asset);
      if (answer.kind === "deleted") return c.json({ deleted: asset }, 200);
      if (answer.kind === "unknown") return c.json(unknownPiece, 404);
      const cure = "Take it out there first, or wait until that is over.";
      return c.json(
        errorBody("asset-used", usesInWords(answer.title, answer.uses), { field: "asset", cure }),
        409,
      );
    },
  );
  app.openapi(
    createRoute({
      method: "patch",
      path: routes.piece.template,
      operationId: "changePiece",
      summary: "Change what is known of a piece: the fields that are given, and no others",
      ...forProducers,
      request: {
        params: OnePiece,
        body: { required: true, content: { "application/json": { schema: PieceChange } } },
      },
      responses: {
        200: json(Piece, "The piece as it is now"),
        403: REFUSED.foreignOrigin,
        422: refusedAs("Well-formed, but it does not fit the piece; `field` names what."),
        ...ofOne,
      },
    }),
    async (c) => {
      const { asset } = c.req.valid("param");
      const answer = await scheduleOf(c.env).changePiece(asset, c.req.valid("json"));
      if (answer.kind === "changed") return c.json(answer.piece, 200);
      if (answer.kind === "unknown") return c.json(unknownPiece, 404);
      const { field, message, cure } = answer;
      return c.json(
        errorBody("malformed", `body.${field}: ${message}`, { field: `body.${field}`, cure }),
        422,
      );
    },
  );
  return app;
}
