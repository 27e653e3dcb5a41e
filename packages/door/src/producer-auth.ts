import type { MiddlewareHandler } from "hono";
import { parse } from "hono/utils/cookie";
import { isAccessToken } from "./access-token.ts";
import { bearerToken } from "./bearer-token.ts";
import { clock } from "./clock.ts";
import { type SignInsEnv, tooMany } from "./rate-limits.ts";
import { refusal } from "./refusal.ts";
import { sameSecret } from "./same-secret.ts";
import { isSession, SESSION_COOKIE } from "./session.ts";

/** Settings by which a Worker recognises producers. */
export type ProducersEnv = SignInsEnv & {
  /** Not set where Cloudflare Access decides who is a producer. */
  PRODUCER_TOKEN: string | undefined;
  ACCESS_TEAM_DOMAIN: string;
  ACCESS_AUD: string;
  PUBLIC_URL: string;
};

/** How a producer proved who they are. `ambient` means a proof that a browser sends by itself. */
export type ProducerProof = "token" | "ambient" | undefined;

/** How a request proves that it comes from a producer. Undefined when it does not. */
export async function producerProof(request: Request, env: ProducersEnv): Promise<ProducerProof> {
  if (await sameSecret(bearerToken(request), env.PRODUCER_TOKEN)) return "token";
  const cookies = parse(request.headers.get("cookie") ?? "");
  const session = cookies[SESSION_COOKIE];
  if (session !== undefined && (await isSession(session, env.PRODUCER_TOKEN, clock.nowMs())))
    return "ambient";
  if (env.ACCESS_TEAM_DOMAIN && env.ACCESS_AUD) {
    const token = request.headers.get("cf-access-jwt-assertion") ?? cookies["CF_Authorization"];
    const access = { teamDomain: env.ACCESS_TEAM_DOMAIN, audience: env.ACCESS_AUD };
    if (token !== undefined && (await isAccessToken(token, access))) return "ambient";
  }
  return undefined;
}

/**
 * Lets only producers through. When a browser sends the proof by itself, requests that change something or open a
 * socket must come from our own pages.
 */
export const producersOnly: MiddlewareHandler<{ Bindings: ProducersEnv }> = async (c, next) => {
  const proof = await producerProof(c.req.raw, c.env);
  if (proof === undefined) {
    // A wrong token counts as a guess. An expired cookie does not.
    const guessing = bearerToken(c.req.raw) === "" ? undefined : await tooMany(c.req.raw, c.env, "SIGN_INS");
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
export function isOwnOrigin(request: Request, env: Pick<ProducersEnv, "PUBLIC_URL">): boolean {
  const origin = request.headers.get("origin");
  const own = [request.url, env.PUBLIC_URL]
    .filter((url) => URL.canParse(url))
    .map((url) => new URL(url).origin);
  return origin !== null && own.includes(origin);
}
