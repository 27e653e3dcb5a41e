import { constantTimeEqual, hexOf, hmacSha256 } from "@nonstop/door/hmac";

/** How far ahead of ours the time of signing may lie: clocks differ. */
export const MAX_AHEAD_MS = 5 * 60_000;
/**
 * How old a signature may be. Zoom delivers again after 5, 20 and 60 minutes, perhaps with the first signature: what is late by that
 * is genuine. It must be less than marks of seen webhooks are kept, so that what is caught and sent again does nothing.
 */
export const MAX_LATE_MS = 2 * 3600_000;

export type ZoomSignatureAnswer =
  | { kind: "genuine"; signedMs: number }
  | { kind: "forged"; message: string }
  | { kind: "stale"; message: string };

/** Checks a webhook of Zoom: `v0=` and the hex HMAC-SHA256 of `v0:{timestamp}:{raw body}`, and its age. */
export async function checkZoomSignature(
  request: { headers: Headers; body: Uint8Array },
  o: { secret: string; nowMs: number },
): Promise<ZoomSignatureAnswer> {
  const signature = request.headers.get("x-zm-signature") ?? "";
  const timestamp = request.headers.get("x-zm-request-timestamp") ?? "";
  if (signature === "" || !/^\d{1,13}$/.test(timestamp))
    return {
      kind: "forged",
      message: "x-zm-signature and x-zm-request-timestamp must come with the webhook.",
    };
  if (!constantTimeEqual(signature, await zoomSignature(o.secret, timestamp, request.body)))
    return { kind: "forged", message: "The signature does not fit." };
  const signedMs = Number(timestamp) * 1000;
  const ageMs = o.nowMs - signedMs;
  if (ageMs > MAX_LATE_MS || ageMs < -MAX_AHEAD_MS)
    return { kind: "stale", message: "x-zm-request-timestamp is too far from now." };
  return { kind: "genuine", signedMs };
}

/** The value of `x-zm-signature` for a body sent at `timestamp` (Unix seconds). */
export async function zoomSignature(secret: string, timestamp: string, body: Uint8Array): Promise<string> {
  const head = new TextEncoder().encode(`v0:${timestamp}:`);
  const bytes = new Uint8Array(head.length + body.length);
  bytes.set(head);
  bytes.set(body, head.length);
  return `v0=${hexOf(await hmacSha256(secret, bytes))}`;
}

/** The answer to `endpoint.url_validation`. */
export async function answerUrlValidation(
  secret: string,
  plainToken: string,
): Promise<{ plainToken: string; encryptedToken: string }> {
  return { plainToken, encryptedToken: hexOf(await hmacSha256(secret, plainToken)) };
}
