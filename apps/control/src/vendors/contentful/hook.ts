import type { Context } from "hono";
import { clock } from "../../edge/clock.ts";
import type { Env } from "../../env.ts";
import { readPayload } from "../../schedule/events/entry-change.ts";
import {
  answered,
  hookBody,
  jsonOf,
  malformed,
  unconfigured,
  unsigned,
} from "../../schedule/hooks/hook-door.ts";
import { scheduleOf } from "../../schedule/schedule-of.ts";
import { checkContentfulSignature } from "./signature.ts";

const TOPIC = "x-contentful-topic";
const IDEMPOTENCY_KEY = "x-contentful-idempotency-key";

/** `POST /hooks/contentful`: checks, takes down, answers; all else is the schedule's own time. */
export async function contentfulHook(c: Context<{ Bindings: Env }>): Promise<Response> {
  const secret = c.env.CONTENTFUL_WEBHOOK_SECRET;
  if (!secret) return unconfigured("CONTENTFUL_WEBHOOK_SECRET");
  const body = await hookBody(c.req.raw);
  if (body instanceof Response) return body;
  const { pathname, search } = new URL(c.req.url);
  const { headers, method } = c.req.raw;
  const signature = await checkContentfulSignature(
    { method, path: pathname + search, headers, body },
    { secret, nowMs: clock.nowMs() },
  );
  if (signature.kind !== "genuine") return unsigned("contentful", signature);
  const signedHeader = (name: string): string | undefined =>
    signature.signed.has(name) ? headers.get(name)?.trim() || undefined : undefined;
  const json = jsonOf(body);
  if (json.kind === "malformed") return malformed("body", "body: not JSON");
  const payload = readPayload(json.value, {
    topic: signedHeader(TOPIC),
    idempotencyKey: signedHeader(IDEMPOTENCY_KEY),
    space: c.env.CONTENTFUL_SPACE || "",
    environment: c.env.CONTENTFUL_ENVIRONMENT || "master",
  });
  if (payload.kind === "malformed") return malformed(payload.field, payload.message);
  if (payload.kind === "ignored") return answered({ status: "ignored", why: payload.why });
  return answered(await scheduleOf(c.env).recordEntry(payload.change));
}
