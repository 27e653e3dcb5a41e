import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** What a token opens: the pictures of one input or video, until `exp` (Unix seconds). */
export type TokenClaims = { sub: string; exp: number; nbf: number; downloadable: boolean };

const Claims = z.object({ sub: z.string(), exp: z.number(), nbf: z.number(), downloadable: z.boolean() });

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token in the form of a JWT. Cloudflare signs by RSA; here a secret of the account's does. */
export function signToken(secret: string, claims: TokenClaims): string {
  const head = `${encoded({ alg: "HS256", kid: "sandbox" })}.${encoded(claims)}`;
  return `${head}.${createHmac("sha256", secret).update(head).digest("base64url")}`;
}

/** What a token opens at `second`; undefined when it is none of ours, or not good then. */
export function openToken(secret: string, token: string, second: number): TokenClaims | undefined {
  const [head = "", body = "", signature = ""] = token.split(".");
  const made = createHmac("sha256", secret).update(`${head}.${body}`).digest();
  const given = Buffer.from(signature, "base64url");
  if (given.length !== made.length || !timingSafeEqual(given, made)) return undefined;
  const claims = Claims.parse(JSON.parse(Buffer.from(body, "base64url").toString()));
  return claims.nbf <= second && second < claims.exp ? claims : undefined;
}
