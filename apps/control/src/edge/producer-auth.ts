import type { Context, MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import type { Env } from "../env.ts";
import { isAccessToken } from "./access-token.ts";
import type { Edge } from "./channel-of.ts";
import { clock } from "./clock.ts";
import { bearerToken, sameSecret, signText } from "./constant-time.ts";
import { tooMany } from "./rate-limits.ts";
import { refusal } from "./refusal.ts";

export const SESSION_COOKIE = "nonstop_session";
/** A working day and its handover. */
export const SESSION_SECONDS = 43_200;

/** A session cookie's value: its expiry (Unix seconds) and the signature over it. */
export async function sessionValue(expiresAt: number, secret: string): Promise<string> {
  return `${expiresAt}.${await signText(`nonstop-session.${expiresAt}`, secret)}`;
}

/** Whether a session cookie was signed by us and has not expired. */
async function isSession(value: string, secret: string | undefined, nowMs: number): Promise<boolean> {
  const match = /^(\d{1,10})\.([A-Za-z0-9_-]{43})$/.exec(value);
  if (match === null || secret === undefined || secret === "") return false;
  const expiresAt = Number(match[1]);
  return (await sameSecret(value, await sessionValue(expiresAt, secret))) && nowMs < expiresAt * 1000;
}

/** How a producer has shown who they are: `ambient` is what a browser sends by itself. */
export type ProducerProof = "token" | "ambient" | undefined;

/** Whether, and by what, a request comes from a producer. */
export async function producerProof(c: Context<Edge>): Promise<ProducerProof> {
  const { env } = c;
  if (await sameSecret(bearerToken(c.req.raw), env.PRODUCER_TOKEN)) return "token";
  const cookie = getCookie(c, SESSION_COOKIE);
  if (cookie !== undefined && (await isSession(cookie, env.PRODUCER_TOKEN, clock.nowMs()))) return "ambient";
  if (env.ACCESS_TEAM_DOMAIN && env.ACCESS_AUD) {
    const token = c.req.header("cf-access-jwt-assertion") ?? getCookie(c, "CF_Authorization");
    const access = { teamDomain: env.ACCESS_TEAM_DOMAIN, audience: env.ACCESS_AUD };
    if (token !== undefined && (await isAccessToken(token, access))) return "ambient";
  }
  return undefined;
}

/** Lets only producers through; what changes something or opens a socket must come from our own pages when a cookie is the proof. */
export const producersOnly: MiddlewareHandler<Edge> = async (c, next) => {
  const proof = await producerProof(c);
  if (proof === undefined) {
    // An expired cookie is no guess; a wrong token is.
    const guessing = bearerToken(c.req.raw) === "" ? undefined : await tooMany(c, "SIGN_INS");
    if (guessing !== undefined) return guessing;
    return refusal(401, "unauthorized", "This is for producers.", {
      cure: "Sign in at /control-room/, or send Authorization: Bearer with a producer's token.",
    });
  }
  const safe = ["GET", "HEAD"].includes(c.req.method) && c.req.header("upgrade") === undefined;
  if (proof === "ambient" && !safe && !isOwnOrigin(c.req.raw, c.env))
    return refusal(403, "foreign-origin", "The request comes from another site.", { field: "origin" });
  await next();
  if (c.res.status !== 101) c.header("cache-control", "private, no-store");
  return undefined;
};

/** Whether a request was sent by a page of ours. */
export function isOwnOrigin(request: Request, env: Pick<Env, "PUBLIC_URL">): boolean {
  const origin = request.headers.get("origin");
  const own = [request.url, env.PUBLIC_URL]
    .filter((url) => URL.canParse(url))
    .map((url) => new URL(url).origin);
  return origin !== null && own.includes(origin);
}
