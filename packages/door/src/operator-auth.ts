import type { MiddlewareHandler } from "hono";
import { bearerToken } from "./bearer-token.ts";
import { type SignInsEnv, tooManyGuesses } from "./rate-limits.ts";
import { refusal } from "./refusal.ts";
import { isAccepted } from "./same-secret.ts";

/** The token of whoever runs the station, or several (`acceptedTokens`). A token that was never set must open no door. */
export type OperatorsEnv = SignInsEnv & { OPERATOR_TOKEN: string | undefined };

/** Lets only operators through. No browser ever proves to be one, so nothing can be sent in their name. */
export const operatorsOnly: MiddlewareHandler<{ Bindings: OperatorsEnv }> = async (c, next) => {
  if (!(await isAccepted(bearerToken(c.req.raw), c.env.OPERATOR_TOKEN))) {
    const guessing = await tooManyGuesses(c.req.raw, c.env);
    if (guessing !== undefined) return guessing;
    return refusal(401, "unauthorized", "This is for operators.", {
      field: "authorization",
      cure: "Send Authorization: Bearer with OPERATOR_TOKEN.",
    });
  }
  await next();
  c.header("cache-control", "private, no-store");
  return undefined;
};
