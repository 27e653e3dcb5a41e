import { type StreamKeyClaims, streamKeyPayload } from "@nonstop/contract/stream-key";
import { base64UrlOf, hmacSha256 } from "@nonstop/door/hmac";

/** Makes the stream key that claims this. Ingest checks it. */
export async function signStreamKey(secret: string, claims: StreamKeyClaims): Promise<string> {
  const payload = streamKeyPayload(claims);
  return `${payload}.${base64UrlOf(await hmacSha256(secret, payload))}`;
}

/** What makes each key another one. */
export function streamKeyNonce(): string {
  return base64UrlOf(crypto.getRandomValues(new Uint8Array(12)));
}
