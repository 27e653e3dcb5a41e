import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { errorBody } from "@nonstop/contract/error-body";
import type { ErrorCode } from "@nonstop/contract/error-code";
import { log } from "./log.ts";

/**
 * An answer that refuses a request. It carries an `ErrorBody`. Caches may store it for `cacheSeconds`, which only a
 * refusal may have that is the same for everybody. Without it none may.
 */
export function refusal(
  status: ContentfulStatusCode,
  code: ErrorCode,
  message: string,
  { cacheSeconds, ...detail }: { field?: string; cure?: string; cacheSeconds?: number } = {},
): Response {
  return Response.json(errorBody(code, message, detail), {
    status,
    headers: {
      "cache-control": cacheSeconds === undefined ? "no-store" : `public, max-age=${cacheSeconds}`,
      "access-control-allow-origin": "*",
      "x-content-type-options": "nosniff",
    },
  });
}

/** The Worker's only error handler. It logs an unforeseen error and tells the client about it in one sentence. */
export function onError(error: unknown, c: Context): Response {
  if (error instanceof HTTPException && error.status < 500)
    return refusal(error.status, "bad-request", error.message || "The request is malformed.");
  const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  log("failed-request", { method: c.req.method, path: withoutToken(c.req.path), why });
  return refusal(500, "internal", "The edge could not answer.", { cure: "Try again in a second." });
}

/** A path for logs: the token of a guest's link is a secret. */
function withoutToken(path: string): string {
  return path.replace(/^(\/guest|\/api\/v1\/guests)\/[^/]+/, "$1/...");
}
