import { AiringId } from "@nonstop/contract/names";
import { MAX_SECOND, type Second } from "@nonstop/contract/time";
import { base64UrlOf, constantTimeEqual, hmacSha256 } from "@nonstop/door/hmac";

/** What a guest's token says: for which event it was made, for whom, and until when. */
export type GuestClaims = {
  /** The event's entry. */
  entry: string;
  /** The entry of the person it was made for; absent for a guest who has none. */
  person?: string | undefined;
  /** Of the links of the event: those of a lower generation are revoked. */
  generation: number;
  /** First second at which it is no longer good. */
  expiresAt: Second;
};

/** A guest's link stays good for so long after the livestream of its show may be up: to say thank you, and when it airs again. */
const OUTLIVES_SECONDS = 12 * 3600;
/** 128 bits cannot be guessed, and are half as long in a mail. */
const SIGNATURE_BYTES = 16;
const MAX_TOKEN_LENGTH = 200;
const TOKEN =
  /^([A-Za-z0-9_-]{22})~([A-Za-z0-9._-]{1,64})~([A-Za-z0-9._-]{0,64})~([0-9a-z]{1,6})~([0-9a-z]{1,7})$/;

/** When the links of a show that ends at `end` expire, in Unix seconds. */
export function guestLinkExpiry(end: Second, { overrunSeconds }: { overrunSeconds: number }): Second {
  return end + overrunSeconds + OUTLIVES_SECONDS;
}

/** The address that a guest is given. The same claims always make the same link. */
export async function guestLink(o: {
  publicUrl: string;
  secret: string;
  claims: GuestClaims;
}): Promise<string> {
  return new URL(`/guest/${await signGuestToken(o.secret, o.claims)}`, o.publicUrl).href;
}

/**
 * The token of a guest's link: `{signature}~{entry}~{person or nothing}~{generation}~{expiry}`, numbers in base 36. It ends with a
 * digit or a letter, which every mail program takes as part of a link.
 */
export async function signGuestToken(secret: string, claims: GuestClaims): Promise<string> {
  const payload = payloadOf(claims);
  return `${await signatureOf(secret, payload)}~${payload}`;
}

/** What a token says. Undefined when we did not sign it. Whether it has expired or was revoked is the schedule's to say. */
export async function readGuestToken(secret: string, token: string): Promise<GuestClaims | undefined> {
  if (secret === "" || token.length > MAX_TOKEN_LENGTH) return undefined;
  const match = TOKEN.exec(token);
  if (match === null) return undefined;
  const [, signature = "", entry = "", person = "", generation = "", expiry = ""] = match;
  const expected = await signatureOf(secret, token.slice(signature.length + 1));
  if (!constantTimeEqual(signature, expected)) return undefined;
  const expiresAt = Number.parseInt(expiry, 36);
  if (!AiringId.safeParse(entry).success || expiresAt > MAX_SECOND) return undefined;
  return {
    entry,
    ...(person === "" ? {} : { person }),
    generation: Number.parseInt(generation, 36),
    expiresAt,
  };
}

function payloadOf({ entry, person = "", generation, expiresAt }: GuestClaims): string {
  return `${entry}~${person}~${generation.toString(36)}~${expiresAt.toString(36)}`;
}

async function signatureOf(secret: string, payload: string): Promise<string> {
  const bytes = await hmacSha256(secret, `guest-link\n${payload}`);
  return base64UrlOf(bytes.slice(0, SIGNATURE_BYTES));
}
