import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { errorBody } from "@nonstop/contract/error-body";
import type { ErrorCode } from "@nonstop/contract/error-code";
import type { z } from "zod";

/** An answer that refuses: an `ErrorBody` that nobody keeps. */
export function refusal(
  status: ContentfulStatusCode,
  code: ErrorCode,
  message: string,
  detail: { field?: string; cure?: string } = {},
): Response {
  return Response.json(errorBody(code, message, detail), {
    status,
    headers: {
      "cache-control": "no-store",
      "access-control-allow-origin": "*",
      "x-content-type-options": "nosniff",
    },
  });
}

/** The Worker's one error handler: what nobody foresaw is logged, and told to the client in one sentence. */
export function onError(error: unknown, c: Context): Response {
  if (error instanceof HTTPException && error.status < 500)
    return refusal(error.status, "bad-request", error.message || "The request is malformed.");
  const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  console.log(JSON.stringify({ event: "failed-request", method: c.req.method, path: c.req.path, why }));
  return refusal(500, "internal", "The edge could not answer.", { cure: "Try again in a second." });
}

/** Parses a decimal number of a path or query; undefined when it is anything else or out of `[0, max]`. */
export function wholeNumber(text: string | undefined, max: number): number | undefined {
  if (text === undefined || !/^\d{1,10}$/.test(text)) return undefined;
  const number = Number(text);
  return number <= max ? number : undefined;
}

/** Reads a JSON body of bounded length by a schema; a refusal when it is not one. */
export async function jsonBody<T>(
  request: Request,
  schema: z.ZodType<T>,
  maxBytes = MAX_JSON_BYTES,
): Promise<{ kind: "body"; body: T } | { kind: "refused"; answer: Response }> {
  const bytes = await bodyWithin(request, maxBytes);
  if (bytes === undefined)
    return {
      kind: "refused",
      answer: refusal(413, "too-large", `The body is above ${maxBytes} bytes.`, { field: "body" }),
    };
  let raw: unknown;
  try {
    raw = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return {
      kind: "refused",
      answer: refusal(400, "malformed", "body: not JSON", { field: "body", cure: "Send a JSON object." }),
    };
  }
  const parsed = schema.safeParse(raw);
  if (parsed.success) return { kind: "body", body: parsed.data };
  const issue = parsed.error.issues[0];
  const field = ["body", ...(issue?.path.map(String) ?? [])].join(".");
  return {
    kind: "refused",
    answer: refusal(400, "malformed", `${field}: ${issue?.message ?? "invalid"}`, { field }),
  };
}

const MAX_JSON_BYTES = 4_000_000;

/** A body's bytes, or undefined when there are more than `max`: it stops reading there, whatever the headers said. */
export async function bodyWithin(request: Request, max: number): Promise<Uint8Array | undefined> {
  if (Number(request.headers.get("content-length") ?? 0) > max) return undefined;
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let total = 0;
  const body: ReadableStream<Uint8Array> = request.body;
  for await (const chunk of body) {
    total += chunk.byteLength;
    if (total > max) return undefined;
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(total);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}
