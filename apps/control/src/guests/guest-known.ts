import { tooMany } from "@nonstop/door/rate-limits";
import type { MiddlewareHandler } from "hono";
import type { Env } from "../env.ts";
import { settingsOf } from "../settings.ts";
import { wrongLink } from "./guest-refusal.ts";
import { type GuestClaims, readGuestToken } from "./guest-token.ts";

/** What handlers behind `guestsOnly` know. */
export type GuestBound = { Bindings: Env; Variables: { claims: GuestClaims } };

/** Lets only those through who show a token that we signed. A wrong one is a guess, and counted as those of producers' tokens are. */
export const guestsOnly: MiddlewareHandler<GuestBound> = async (c, next) => {
  const claims = await readGuestToken(settingsOf(c.env).guestLinkSecret, c.req.param("token") ?? "");
  if (claims === undefined) return (await tooMany(c.req.raw, c.env, "SIGN_INS")) ?? wrongLink();
  c.set("claims", claims);
  await next();
  return undefined;
};
