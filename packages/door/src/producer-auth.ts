import type { MiddlewareHandler } from "hono";
import { parse } from "hono/utils/cookie";
import { accessIdentity } from "./access-token.ts";
import { bearerToken } from "./bearer-token.ts";
import { type SignInsEnv, tooManyGuesses } from "./rate-limits.ts";
import { refusal } from "./refusal.ts";
import { isAccepted } from "./same-secret.ts";
import { type Session, SESSION_COOKIE, type SessionsEnv, sessionOf } from "./session.ts";

/** Settings by which a Worker recognises producers. */
export type ProducersEnv = SignInsEnv &
  SessionsEnv & { ACCESS_TEAM_DOMAIN: string; ACCESS_AUD: string; PUBLIC_URL: string };

/** A producer: what they are called, whether a browser sends the proof by itself, and the session that proves it, if one does. */
export type Producer = { name: string; isAmbient: boolean; session?: Session };

/** What handlers behind `producersOnly` know. */
export type ProducerKnown = { producer: Producer };

/** The producer who sent a request. Undefined when it does not prove that one did. */
export async function producerOf(request: Request, env: ProducersEnv): Promise<Producer | undefined> {
  if (await isAccepted(bearerToken(request), env.PRODUCER_TOKEN)) return { name: "token", isAmbient: false };
  const cookies = parse(request.headers.get("cookie") ?? "");
  const cookie = cookies[SESSION_COOKIE];
  const session = cookie === undefined ? undefined : await sessionOf(env, cookie);
  if (session !== undefined) return { name: session.name, isAmbient: true, session };
  if (env.ACCESS_TEAM_DOMAIN && env.ACCESS_AUD) {
    const token = request.headers.get("cf-access-jwt-assertion") ?? cookies["CF_Authorization"];
    const access = { teamDomain: env.ACCESS_TEAM_DOMAIN, audience: env.ACCESS_AUD };
    const name = token === undefined ? undefined : await accessIdentity(token, access);
    if (name !== undefined) return { name, isAmbient: true };
  }
  return undefined;
}

/**
 * Lets only producers through. When a browser sends the proof by itself, requests that change something or open a
 * socket must come from our own pages.
 */
export const producersOnly: MiddlewareHandler<{ Bindings: ProducersEnv; Variables: ProducerKnown }> = async (
  c,
  next,
) => {
  const producer = await producerOf(c.req.raw, c.env);
  if (producer === undefined) {
    const guessing = await tooManyGuesses(c.req.raw, c.env);
    if (guessing !== undefined) return guessing;
    return refusal(401, "unauthorized", "This is for producers.", {
      cure: "Sign in at /control-room/, or send Authorization: Bearer with a producer's token.",
    });
  }
  const safe = ["GET", "HEAD"].includes(c.req.method) && c.req.header("upgrade") === undefined;
  if (producer.isAmbient && !safe && !isOwnOrigin(c.req.raw, c.env))
    return refusal(403, "foreign-origin", "The request comes from another site.", { field: "origin" });
  c.set("producer", producer);
  await next();
  if (c.res.status !== 101) c.header("cache-control", "private, no-store");
  return undefined;
};

/** Whether a request was sent by a page of ours. */
export function isOwnOrigin(request: Request, env: Pick<ProducersEnv, "PUBLIC_URL">): boolean {
  const origin = request.headers.get("origin");
  const own = [request.url, env.PUBLIC_URL]
    .filter((url) => URL.canParse(url))
    .map((url) => new URL(url).origin);
  return origin !== null && own.includes(origin);
}
