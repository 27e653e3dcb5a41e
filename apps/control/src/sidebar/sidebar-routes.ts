import { OpenAPIHono, z } from "@hono/zod-openapi";
import { errorBodyOfZod } from "@nonstop/contract/error-body";
import { AiringId } from "@nonstop/contract/names";
import { routes } from "@nonstop/contract/routes";
import { DeedAnswer, DeedRequest, SidebarState } from "@nonstop/contract/sidebar";
import { refusal } from "@nonstop/door/refusal";
import type { Env } from "../env.ts";
import { FOR_EVERYBODY, json, REFUSED, refusedAs } from "../openapi/answers.ts";
import { doDeed } from "./do-deed.ts";
import { readSidebar } from "./sidebar-state.ts";
import { signedByContentful, type TeamKnown } from "./signed-by-contentful.ts";

// Who may ask is told by Contentful's signature over the request, which OpenAPI has no scheme for.
const common = { tags: ["contentful"], security: FOR_EVERYBODY };
const params = z.object({ airing: AiringId });
const refusals = {
  400: REFUSED.malformed,
  401: refusedAs("The signature is wrong or too old."),
  403: refusedAs("It is not signed for this station's space, or not for a producer of the event."),
  429: REFUSED.tooMany,
  503: refusedAs("The app is not set up."),
};

/** The doors of the app beside an entry in Contentful. Requests are signed by Contentful for the user who works there. */
export function sidebarRoutes(): OpenAPIHono<{ Bindings: Env; Variables: TeamKnown }> {
  const app = new OpenAPIHono<{ Bindings: Env; Variables: TeamKnown }>();
  // The body is read raw, for its signature: no schema may touch it first.
  app.openAPIRegistry.registerPath({
    method: "get",
    path: routes.sidebarEvent.template,
    operationId: "readSidebar",
    summary: "All that the app beside an entry shows",
    ...common,
    request: { params },
    responses: { 200: json(SidebarState, "The state."), ...refusals },
  });
  app.openAPIRegistry.registerPath({
    method: "post",
    path: routes.sidebarDeeds.template,
    operationId: "doDeed",
    summary: "Do something with an event from beside its entry",
    ...common,
    request: { params, body: { required: true, content: { "application/json": { schema: DeedRequest } } } },
    responses: {
      200: json(DeedAnswer, "What became of it."),
      ...refusals,
      404: REFUSED.unknown,
      409: refusedAs("It cannot be done now, or this very request was made before."),
      502: refusedAs("A vendor would not, or did not answer."),
    },
  });
  app.use(routes.sidebarEvent.pattern, signedByContentful);
  app.use(routes.sidebarDeeds.pattern, signedByContentful);
  app.get(routes.sidebarEvent.pattern, async (c) => {
    const airing = AiringId.safeParse(c.req.param("airing"));
    if (!airing.success) return noSuchEntry();
    return c.json(SidebarState.parse(await readSidebar(c.env, airing.data)));
  });
  app.post(routes.sidebarDeeds.pattern, async (c) => {
    const airing = AiringId.safeParse(c.req.param("airing"));
    if (!airing.success) return noSuchEntry();
    const request = DeedRequest.safeParse(jsonOf(c.get("signedBody")));
    if (!request.success) return c.json(errorBodyOfZod("malformed", request.error), 400);
    const outcome = await doDeed(c.env, airing.data, { deed: request.data.what, user: c.get("user") });
    return outcome.kind === "done" ? c.json(outcome.answer) : outcome.answer;
  });
  return app;
}

const noSuchEntry = (): Response =>
  refusal(400, "malformed", "airing: is no id of an entry", { field: "airing" });

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
