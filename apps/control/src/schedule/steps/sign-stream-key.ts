import { streamKeyPayload } from "@nonstop/contract/stream-key";
import { base64UrlOf, hmacSha256 } from "@nonstop/door/hmac";

/** Makes a stream key for one room until `expiresAt` (Unix seconds). Another one each time; ingest alone checks it. */
export async function signStreamKey(secret: string, room: string, expiresAt: number): Promise<string> {
  const nonce = base64UrlOf(crypto.getRandomValues(new Uint8Array(12)));
  const payload = streamKeyPayload({ room, expiresAt, nonce });
  return `${payload}.${base64UrlOf(await hmacSha256(secret, payload))}`;
}
