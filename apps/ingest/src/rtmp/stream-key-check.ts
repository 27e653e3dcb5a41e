import { createHmac, timingSafeEqual } from "node:crypto";
import { parseStreamKey, streamKeyPayload, type StreamKeyClaims } from "@nonstop/contract/stream-key";

export type KeyAnswer = { kind: "valid"; claims: StreamKeyClaims } | { kind: "invalid"; reason: string };

const sign = (payload: string, secret: string): string =>
  createHmac("sha256", secret).update(payload).digest("base64url");

/** Whether a stream key was signed by us, and what it claims. Whether it still opens its room is another question. */
export function checkStreamKey(key: string, secret: string): KeyAnswer {
  const parsed = parseStreamKey(key);
  if (parsed === undefined) return { kind: "invalid", reason: "stream key malformed" };
  const expected = Buffer.from(sign(parsed.payload, secret));
  const given = Buffer.from(parsed.signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given))
    return { kind: "invalid", reason: "stream key not signed by this station" };
  return { kind: "valid", claims: parsed.claims };
}

/** Makes a key as the Worker does: for tests and for publishing by hand. */
export function makeStreamKey(claims: StreamKeyClaims, secret: string): string {
  const payload = streamKeyPayload(claims);
  return `${payload}.${sign(payload, secret)}`;
}
