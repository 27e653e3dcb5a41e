import type { Context } from "hono";
import { bodyWithin, refusal } from "../../edge/refusal.ts";
import { clock } from "../../edge/clock.ts";
import type { Env } from "../../env.ts";
import { readPayload } from "../entry-change.ts";
import type { HookAnswer } from "../hook-answer.ts";
import { log } from "../log.ts";
import { scheduleOf } from "../schedule-of.ts";
import { checkContentfulSignature } from "./signature.ts";

/** Contentful's own limit of a request. */
export const HOOK_BYTES = 1_000_000;

const TOPIC = "x-contentful-topic";
const IDEMPOTENCY_KEY = "x-contentful-idempotency-key";

/** `POST /hooks/contentful`: checks, takes down, answers; all else is the schedule's own time. */
export async function contentfulHook(c: Context<{ Bindings: Env }>): Promise<Response> {
  const secret = c.env.CONTENTFUL_WEBHOOK_SECRET;
  if (!secret) return unconfigured("CONTENTFUL_WEBHOOK_SECRET");
  const body = await bodyWithin(c.req.raw, HOOK_BYTES);
  if (body === undefined)
    return refusal(413, "too-large", `The body is above ${HOOK_BYTES} bytes.`, { field: "body" });
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

/** Answers a webhook that was understood: `taken` when something will come of it, else 200; none of them is worth a retry. */
export function answered(answer: HookAnswer, taken = 202): Response {
  const status = answer.status === "accepted" ? taken : 200;
  return Response.json(answer, { status, headers: { "cache-control": "no-store" } });
}

/** Refuses a webhook whose signature is missing, wrong or too old. */
export function unsigned(
  from: "contentful" | "zoom",
  signature: { kind: "forged" | "stale"; message: string },
): Response {
  log("webhook", { from, status: signature.kind });
  const cure =
    signature.kind === "stale"
      ? "Send it again with a new signature, and check both clocks."
      : `Check that both sides hold the same ${from} webhook secret.`;
  const code = signature.kind === "stale" ? "stale-signature" : "bad-signature";
  return refusal(401, code, signature.message, { cure });
}

/** The raw bytes as JSON. */
export function jsonOf(body: Uint8Array): { kind: "json"; value: unknown } | { kind: "malformed" } {
  try {
    return {
      kind: "json",
      value: JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(body)),
    };
  } catch {
    return { kind: "malformed" };
  }
}

/** Refuses a body that cannot be read. */
export function malformed(field: string, message: string): Response {
  return refusal(400, "malformed", message, { field, cure: "Send the payload as the vendor documents it." });
}

/** Refuses for want of a setting: a 503, so that the vendor tries again. */
export function unconfigured(setting: string): Response {
  return refusal(503, "not-set-up", "This webhook is not set up.", { cure: `Set ${setting}.` });
}
