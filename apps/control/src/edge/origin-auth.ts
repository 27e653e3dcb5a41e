import type { MiddlewareHandler } from "hono";
import type { Env } from "../env.ts";
import type { Edge } from "./channel-of.ts";
import { bearerToken, sameSecret } from "./constant-time.ts";
import { refusal } from "./refusal.ts";

/** A container of ours, by the token it carries. */
export type OriginService = "playout" | "ingest";

/** Which of our containers sent a request; undefined when none. */
async function originService(request: Request, env: Env): Promise<OriginService | undefined> {
  const token = bearerToken(request);
  const [playout, ingest] = await Promise.all([
    sameSecret(token, env.ORIGIN_TOKEN_PLAYOUT),
    sameSecret(token, env.ORIGIN_TOKEN_INGEST),
  ]);
  if (playout) return "playout";
  return ingest ? "ingest" : undefined;
}

/** Lets only these of our containers through. */
export function originOnly(...services: readonly OriginService[]): MiddlewareHandler<Edge> {
  return async (c, next) => {
    const service = await originService(c.req.raw, c.env);
    if (service === undefined) {
      return refusal(401, "unauthorized", "The origin door needs a container's bearer token.", {
        field: "authorization",
        cure: "Send Authorization: Bearer with ORIGIN_TOKEN_PLAYOUT or ORIGIN_TOKEN_INGEST.",
      });
    }
    if (!services.includes(service)) {
      return refusal(403, "forbidden", `This is for ${services.join(" and ")}, not for ${service}.`, {
        field: "authorization",
      });
    }
    await next();
    return undefined;
  };
}
