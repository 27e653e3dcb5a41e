import { RoomId } from "./names.ts";

/**
 * RTMP stream keys: `{room}.{expiry, Unix seconds, base 36}.{nonce}.{signature}`. The signature is base64url of
 * HMAC-SHA256 over the first three parts joined by dots, with the secret that only the Worker and ingest hold.
 * The crypto lives with the callers: this package has the language alone.
 */
export type StreamKeyClaims = { room: string; expiresAt: number; nonce: string };

/** The text that is signed. */
export function streamKeyPayload(claims: StreamKeyClaims): string {
  return `${claims.room}.${claims.expiresAt.toString(36)}.${claims.nonce}`;
}

/** Takes a key apart; undefined when it has not the form. The signature is still to be checked, and the expiry. */
export function parseStreamKey(
  key: string,
): { claims: StreamKeyClaims; payload: string; signature: string } | undefined {
  const match = /^([a-z0-9-]{1,130})\.([0-9a-z]{1,9})\.([A-Za-z0-9_-]{1,32})\.([A-Za-z0-9_-]{43})$/.exec(key);
  if (match === null) return undefined;
  const [, room = "", expiry = "", nonce = "", signature = ""] = match;
  if (!RoomId.safeParse(room).success) return undefined;
  return {
    claims: { room, expiresAt: Number.parseInt(expiry, 36), nonce },
    payload: `${room}.${expiry}.${nonce}`,
    signature,
  };
}
