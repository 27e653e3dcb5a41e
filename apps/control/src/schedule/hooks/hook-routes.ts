import { OpenAPIHono } from "@hono/zod-openapi";
import { ErrorBody } from "@nonstop/contract/error-body";
import { routes } from "@nonstop/contract/routes";
import type { z } from "zod";
import type { Env } from "../../env.ts";
import type { HookReaders } from "./heard.ts";
import { HookAnswer } from "./hook-answer.ts";
import { answerHook } from "./hook-door.ts";

const json = <T extends z.ZodType>(schema: T, description: string) => ({
  content: { "application/json": { schema } },
  description,
});
const responses = {
  200: json(HookAnswer, "Understood; nothing to do, or the entry is wrong"),
  202: json(HookAnswer, "Recorded"),
  400: json(ErrorBody, "What is wrong, and the field"),
  401: json(ErrorBody, "The signature is wrong or too old"),
  413: json(ErrorBody, "Too large"),
  503: json(ErrorBody, "The webhook is not set up"),
};

const HOOKS = [
  [routes.contentfulHook, "content", "Contentful's webhook"],
  [routes.zoomHook, "meetings", "Zoom's webhook"],
  [routes.streamHook, "videos", "Cloudflare Stream's webhook, and account notifications of its live inputs"],
] as const;

/** The doors for webhooks. The vendors' bodies are read raw, for their signatures: no schema may touch them first. */
export function hookRoutes(readersOf: (env: Env) => HookReaders): OpenAPIHono<{ Bindings: Env }> {
  const app = new OpenAPIHono<{ Bindings: Env }>();
  for (const [path, reader, summary] of HOOKS) {
    app.openAPIRegistry.registerPath({ method: "post", path, summary, responses });
    app.post(path, (c) => answerHook(c, readersOf(c.env)[reader]));
  }
  return app;
}
