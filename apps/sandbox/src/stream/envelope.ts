import type { Context } from "hono";
import { z } from "zod";
import type { Refusal } from "../server/faults.ts";

/** Cloudflare's envelope around a result. */
export function ok(result: unknown): Response {
  return Response.json({ result, success: true, errors: [], messages: [] });
}

/** Cloudflare's envelope around a refusal. */
export function failed(
  status: number,
  code: number,
  message: string,
  headers: Record<string, string> = {},
): Response {
  return Response.json(
    { result: null, success: false, errors: [{ code, message }], messages: [] },
    { status, headers },
  );
}

/** The refusal of an unknown id. */
export function notFound(): Response {
  return failed(404, 10003, "Not Found: The requested video was not found");
}

/** Parses the body of a request, or returns the refusal of it. */
export async function sent<T>(c: Context, schema: z.ZodType<T>): Promise<T | Response> {
  const body = schema.safeParse(await c.req.json().catch(() => undefined));
  return body.success ? body.data : failed(400, 10005, `Bad Request: ${z.prettifyError(body.error)}`);
}

/** Cloudflare's own refusal of a call that a fault is set for. */
export function refusalAnswer(refusal: Refusal): Response {
  if (refusal.kind === "endpoint") return failed(refusal.status, refusal.code ?? 10000, "Refused");
  if (refusal.kind !== "rate-limit") return failed(500, 10500, "Internal error");
  const { retryAfter } = refusal;
  return failed(429, 10429, "Rate limited", retryAfter === undefined ? {} : { "retry-after": retryAfter });
}
