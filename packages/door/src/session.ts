import { base64UrlOf, hmacSha256 } from "./hmac.ts";
import { sameSecret } from "./same-secret.ts";

export const SESSION_COOKIE = "nonstop_session";
/** A session lasts for a working day and its handover. */
export const SESSION_SECONDS = 43_200;

/** The value of a session cookie. It holds the expiry in Unix seconds and a signature over it. */
export async function sessionValue(expiresAt: number, secret: string): Promise<string> {
  return `${expiresAt}.${base64UrlOf(await hmacSha256(secret, `nonstop-session.${expiresAt}`))}`;
}

/** Whether a session cookie was signed by us and has not expired. */
export async function isSession(value: string, secret: string | undefined, nowMs: number): Promise<boolean> {
  const match = /^(\d{1,10})\.([A-Za-z0-9_-]{43})$/.exec(value);
  if (match === null || secret === undefined || secret === "") return false;
  const expiresAt = Number(match[1]);
  return (await sameSecret(value, await sessionValue(expiresAt, secret))) && nowMs < expiresAt * 1000;
}
