import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { errorBody, errorBodyOfZod } from "@nonstop/contract/error-body";
import { ImportRequest, ImportsAnswer, ImportStatus } from "@nonstop/contract/imports";
import { routes } from "@nonstop/contract/routes";
import { producersOnly } from "@nonstop/door/producer-auth";
import type { Bound } from "../../env.ts";
import { FOR_PRODUCERS, json, REFUSED } from "../../openapi/answers.ts";
import { settingsOf } from "../../settings.ts";
import { scheduleOf } from "../schedule-of.ts";
import { addRefusal } from "./add-refusal.ts";

const common = { tags: ["library"], security: FOR_PRODUCERS };
const problems = { 400: REFUSED.malformed, 401: REFUSED.notProducer, 429: REFUSED.tooMany };
const ImportId = z.object({ import: ImportStatus.shape.import });

/** The doors at which producers have recordings brought into the library, see how far they are, and give them up. */
export function importRoutes(): OpenAPIHono<Bound> {
  const app = new OpenAPIHono<Bound>({
    defaultHook: (result, c) =>
      result.success ? undefined : c.json(errorBodyOfZod("malformed", result.error), 400),
  });
  app.use(routes.imports, producersOnly);
  app.use(routes.importOf.pattern, producersOnly);

  app.openapi(
    createRoute({
      ...common,
      method: "post",
      path: routes.imports,
      operationId: "importRecording",
      summary: "Bring a recording into the library: from an https address, or as what was uploaded",
      request: { body: { required: true, content: { "application/json": { schema: ImportRequest } } } },
      responses: {
        202: json(ImportStatus, "It is on its way."),
        ...problems,
        403: REFUSED.foreignOrigin,
        409: REFUSED.any,
        503: REFUSED.any,
      },
    }),
    async (c) => {
      const request = c.req.valid("json");
      if (request.url?.startsWith("http:") === true && !settingsOf(c.env).pullsLocal) {
        const cure = "Give an address that begins with https.";
        const detail = { field: "url", cure };
        return c.json(errorBody("malformed", "url: must be an https address", detail), 400);
      }
      const answer = await scheduleOf(c.env).addImport(request);
      if (answer.kind === "added") return c.json(answer.status, 202);
      const { body, status } = addRefusal(answer);
      return c.json(body, status);
    },
  );

  app.openapi(
    createRoute({
      ...common,
      method: "get",
      path: routes.imports,
      operationId: "listImports",
      summary: "How far the recordings are that come into the library",
      responses: { 200: json(ImportsAnswer, "The newest first."), ...problems },
    }),
    async (c) => c.json(await scheduleOf(c.env).imports(), 200),
  );

  app.openapi(
    createRoute({
      ...common,
      method: "delete",
      path: routes.importOf.template,
      operationId: "cancelImport",
      summary: "Give up a recording that is on its way. What is in the library already stays there",
      request: { params: ImportId },
      responses: {
        200: json(ImportStatus, "How it ended."),
        ...problems,
        403: REFUSED.foreignOrigin,
        404: REFUSED.unknown,
      },
    }),
    async (c) => {
      const status = await scheduleOf(c.env).cancelImport(c.req.valid("param").import);
      if (status !== undefined) return c.json(status, 200);
      const detail = { field: "import", cure: "See GET /api/v1/library/imports." };
      return c.json(errorBody("unknown-import", "There is no such import.", detail), 404);
    },
  );
  return app;
}
