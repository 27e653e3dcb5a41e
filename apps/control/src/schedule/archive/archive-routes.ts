import { OpenAPIHono, z } from "@hono/zod-openapi";
import { ARCHIVE_MEDIA_TYPE, RestoreAnswer } from "@nonstop/contract/archive";
import { routes } from "@nonstop/contract/routes";
import { firstChannel } from "@nonstop/door/channel-of";
import { operatorsOnly } from "@nonstop/door/operator-auth";
import { refusal } from "@nonstop/door/refusal";
import type { Bound } from "../../env.ts";
import { FOR_OPERATORS, json, REFUSED, refusedAs } from "../../openapi/answers.ts";
import { scheduleOf } from "../schedule-of.ts";
import { readArchive } from "./read-archive.ts";
import { restoreArchive } from "./restore-archive.ts";

const common = { path: routes.archive, tags: ["operation"], security: FOR_OPERATORS };
const refusals = { 401: refusedAs("Not an operator."), 429: REFUSED.tooMany };
const content = { [ARCHIVE_MEDIA_TYPE]: { schema: z.string().openapi({ format: "binary" }) } };

/** The doors at which operators take all that the station knows with them, and bring it back. */
export function archiveRoutes(): OpenAPIHono<Bound> {
  const app = new OpenAPIHono<Bound>();
  app.openAPIRegistry.registerPath({
    ...common,
    method: "get",
    operationId: "readArchive",
    summary:
      "All that the station knows: schedule, step state, as-run, library, takes, settings. No secret, no media",
    responses: { 200: { description: "The archive.", content }, ...refusals },
  });
  app.openAPIRegistry.registerPath({
    ...common,
    method: "post",
    operationId: "restoreArchive",
    summary:
      "Put an archive back: its schedule in the place of this one, what it aired before what aired here",
    request: {
      query: z.object({ replace: z.enum(["0", "1"]).default("0") }),
      body: { required: true, content },
    },
    responses: {
      200: json(RestoreAnswer, "What was put back."),
      400: REFUSED.malformed,
      409: refusedAs("The station has a schedule. With `replace=1` it is given up."),
      ...refusals,
    },
  });
  app.use(routes.archive, operatorsOnly);
  app.get(routes.archive, async (c) => {
    const name = `nonstop-${firstChannel(c.env)}-${new Date().toISOString().slice(0, 10)}.archive`;
    return c.body(await scheduleOf(c.env).archive(), 200, {
      "content-type": ARCHIVE_MEDIA_TYPE,
      "content-disposition": `attachment; filename="${name}"`,
    });
  });
  app.post(routes.archive, async (c) => {
    const { body } = c.req.raw;
    if (body === null) return refusal(400, "empty", "The body is empty: send an archive.", { field: "body" });
    const read = await readArchive(body);
    if (read.kind === "bad") return refusal(400, "bad-archive", read.message, { field: "body" });
    const answer = await restoreArchive(read.archive, c.env, { replaces: c.req.query("replace") === "1" });
    if (answer.kind === "restored") return c.json(answer.answer satisfies RestoreAnswer);
    if (answer.kind === "bad-archive") return refusal(400, "bad-archive", answer.message, { field: "body" });
    return refusal(409, "not-empty", `The station has a schedule of its own, of ${answer.events} events.`, {
      field: "replace",
      cure: "Send replace=1 to give it up. What aired here stays in any case.",
    });
  });
  return app;
}
