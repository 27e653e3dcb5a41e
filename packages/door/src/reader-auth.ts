import type { MiddlewareHandler } from "hono";
import { bearerToken } from "./bearer-token.ts";
import type { OperatorsEnv } from "./operator-auth.ts";
import { producerOf, type ProducersEnv } from "./producer-auth.ts";
import { tooManyGuesses } from "./rate-limits.ts";
import { refusal } from "./refusal.ts";
import { isAccepted } from "./same-secret.ts";

/** Lets producers through, and operators, whose commands read what producers see. For doors that change nothing. */
export const producersOrOperators: MiddlewareHandler<{ Bindings: ProducersEnv & OperatorsEnv }> = async (
  c,
  next,
) => {
  const { raw } = c.req;
  const isKnown =
    (await isAccepted(bearerToken(raw), c.env.OPERATOR_TOKEN)) ||
    (await producerOf(raw, c.env)) !== undefined;
  if (!isKnown) {
    const guessing = await tooManyGuesses(raw, c.env);
    if (guessing !== undefined) return guessing;
    return refusal(401, "unauthorized", "This is for producers and operators.", {
      cure: "Sign in at /control-room/, or send Authorization: Bearer with OPERATOR_TOKEN.",
    });
  }
  await next();
  c.header("cache-control", "private, no-store");
  return undefined;
};
