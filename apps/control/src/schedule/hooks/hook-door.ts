import { bodyWithin, refusal } from "../../edge/refusal.ts";
import type { HookAnswer } from "./hook-answer.ts";
import { log } from "../log.ts";

/** Contentful's own limit of a request; nobody else's webhook comes near it. */
export const HOOK_BYTES = 1_000_000;

/** The raw bytes of a webhook, which its signature is over; a refusal when there are too many. */
export async function hookBody(request: Request): Promise<Uint8Array<ArrayBuffer> | Response> {
  const body = await bodyWithin(request, HOOK_BYTES);
  if (body !== undefined) return new Uint8Array(body);
  return refusal(413, "too-large", `The body is above ${HOOK_BYTES} bytes.`, { field: "body" });
}

/** Answers a webhook that was understood: `taken` when something will come of it, else 200; none of them is worth a retry. */
export function answered(answer: HookAnswer, taken = 202): Response {
  const status = answer.status === "accepted" ? taken : 200;
  return Response.json(answer, { status, headers: { "cache-control": "no-store" } });
}

/** Refuses a webhook whose signature is missing, wrong or too old. */
export function unsigned(
  from: "contentful" | "zoom" | "stream",
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
