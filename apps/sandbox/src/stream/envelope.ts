import type { Context } from "hono";
import { z } from "zod";

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
