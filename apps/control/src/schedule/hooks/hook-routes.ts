import { OpenAPIHono } from "@hono/zod-openapi";
import { routes } from "@nonstop/contract/routes";
import type { Env } from "../../env.ts";
import { FOR_EVERYBODY, json, refusedAs } from "../../openapi/answers.ts";
import type { HookReaders } from "./heard.ts";
import { HookAnswer } from "./hook-answer.ts";
import { answerHook } from "./hook-door.ts";

const responses = {
  200: json(HookAnswer, "Understood; nothing to do, or the entry is wrong"),
  202: json(HookAnswer, "Recorded"),
  400: refusedAs("What is wrong, and the field"),
  401: refusedAs("The signature is wrong or too old"),
  413: refusedAs("Too large"),
  503: refusedAs("The webhook is not set up"),
};

const HOOKS = [
  [routes.contentfulHook, "content", "hearContentful", "Contentful's webhook"],
  [routes.zoomHook, "meetings", "hearZoom", "Zoom's webhook"],
  [
    routes.streamHook,
    "videos",
    "hearStream",
    "Cloudflare Stream's webhook, and account notifications of its live inputs",
  ],
] as const;

/** The doors for webhooks. The vendors' bodies are read raw, for their signatures: no schema may touch them first. */
export function hookRoutes(readersOf: (env: Env) => HookReaders): OpenAPIHono<{ Bindings: Env }> {
  const app = new OpenAPIHono<{ Bindings: Env }>();
  for (const [path, reader, operationId, summary] of HOOKS) {
    // Who may call is told by a signature over the body, which OpenAPI has no scheme for.
    const common = { tags: ["webhooks"], security: FOR_EVERYBODY };
    app.openAPIRegistry.registerPath({ method: "post", path, operationId, summary, responses, ...common });
    app.post(path, (c) => answerHook(c, readersOf(c.env)[reader]));
  }
  return app;
}
