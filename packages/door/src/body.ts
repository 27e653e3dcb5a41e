import type { z } from "zod";
import { refusal } from "./refusal.ts";

const MAX_JSON_BYTES = 4_000_000;

/** Reads a JSON body of bounded length and parses it by a schema. Returns a refusal when it does not fit. */
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

/** A body's bytes, or undefined when there are more than `max`. Reading stops there, whatever the headers said. */
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
