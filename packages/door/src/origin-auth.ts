import type { MiddlewareHandler } from "hono";
import { bearerToken } from "./bearer-token.ts";
import { refusal } from "./refusal.ts";
import { type SignInsEnv, tooManyGuesses } from "./rate-limits.ts";
import { isAccepted } from "./same-secret.ts";

/**
 * The tokens of our containers, each of them one or several (`acceptedTokens`). A token that was never set must open no
 * door.
 */
export type OriginEnv = SignInsEnv & {
  ORIGIN_TOKEN_PLAYOUT: string | undefined;
  ORIGIN_TOKEN_INGEST: string | undefined;
};

/** Our containers. We tell them apart by their tokens. */
type OriginService = "playout" | "ingest";

/** Which of our containers sent a request. Undefined when none did. */
async function originService(request: Request, env: OriginEnv): Promise<OriginService | undefined> {
  const token = bearerToken(request);
  const [playout, ingest] = await Promise.all([
    isAccepted(token, env.ORIGIN_TOKEN_PLAYOUT),
    isAccepted(token, env.ORIGIN_TOKEN_INGEST),
  ]);
  if (playout) return "playout";
  return ingest ? "ingest" : undefined;
}

/** Lets only these of our containers through. */
export function originOnly(
  ...services: readonly OriginService[]
): MiddlewareHandler<{ Bindings: OriginEnv }> {
  return async (c, next) => {
    const service = await originService(c.req.raw, c.env);
    if (service === undefined) {
      const guessing = await tooManyGuesses(c.req.raw, c.env);
      if (guessing !== undefined) return guessing;
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
