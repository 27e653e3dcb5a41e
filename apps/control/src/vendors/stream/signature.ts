import { constantTimeEqual, hexOf, hmacSha256 } from "@nonstop/door/hmac";

/** How far the time of signing may lie from ours, either way. */
export const STREAM_AGE_MS = 5 * 60_000;

export type StreamSignatureAnswer =
  | { kind: "genuine" }
  | { kind: "forged"; message: string }
  | { kind: "stale"; message: string };

/** Checks a webhook of Cloudflare Stream: `Webhook-Signature: time=..,sig1=..` over the raw body, and its age both ways. */
export async function checkStreamSignature(
  request: { header: string | undefined; body: Uint8Array },
  o: { secret: string; nowMs: number },
): Promise<StreamSignatureAnswer> {
  // Cloudflare may add parts to the header: those that are not known are passed over.
  const parts = new Map(
    (request.header ?? "").split(",").map((part): [string, string] => {
      const [name = "", value = ""] = part.split("=");
      return [name.trim(), value.trim()];
    }),
  );
  const time = parts.get("time") ?? "";
  const signature = parts.get("sig1") ?? "";
  if (signature === "" || !/^\d{1,13}$/.test(time))
    return { kind: "forged", message: "webhook-signature: must be time=(Unix seconds),sig1=(hex)." };
  if (!constantTimeEqual(signature, await streamSignature(o.secret, time, request.body)))
    return { kind: "forged", message: "The signature does not fit." };
  if (Math.abs(o.nowMs - Number(time) * 1000) > STREAM_AGE_MS)
    return { kind: "stale", message: "webhook-signature: its time is too far from now." };
  return { kind: "genuine" };
}

/** `sig1` of a body sent at `time` (Unix seconds): hex HMAC-SHA256 of `{time}.{raw body}`. */
export async function streamSignature(secret: string, time: string, body: Uint8Array): Promise<string> {
  const head = new TextEncoder().encode(`${time}.`);
  const bytes = new Uint8Array(head.length + body.length);
  bytes.set(head);
  bytes.set(body, head.length);
  return hexOf(await hmacSha256(secret, bytes));
}
