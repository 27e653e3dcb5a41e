import { routes } from "@nonstop/contract/routes";
import { tooMany } from "@nonstop/door/rate-limits";
import { type Context, Hono } from "hono";
import type { Env } from "../env.ts";
import { scheduleOf } from "../schedule/schedule-of.ts";
import { settingsOf } from "../settings.ts";
import { withPrivateHeaders } from "../site/security-headers.ts";
import { type GuestClaims, readGuestToken } from "./guest-token.ts";

type Pages = { Bindings: Env };

/** The page of a guest's link, and the door that leads into the meeting when it is time. */
export function guestPages(): Hono<Pages> {
  const app = new Hono<Pages>();
  app.get(routes.guestPage.pattern, async (c) => page(c, await statusOf(c)));
  // A link that was cut off behind its slash.
  app.get("/guest/", (c) => page(c, 404));
  app.get(routes.guestJoin.pattern, async (c) => {
    const claims = await claimsOf(c);
    if (claims === undefined) return page(c, await statusOf(c));
    if ((await tooMany(c.req.raw, c.env, "PUBLIC_READS")) !== undefined) return page(c, 429);
    const answer = await scheduleOf(c.env).guestJoin(claims);
    // The page says what the matter is.
    const location = answer.kind === "join" ? answer.joinUrl : routes.guestPage(c.req.param("token"));
    return withPrivateHeaders(new Response(null, { status: 302, headers: { location } }), c.req.raw);
  });
  return app;
}

// It is the same page for every link. What it shows it asks for.
async function page(c: Context<Pages>, status: number): Promise<Response> {
  const file = await c.env.ASSETS.fetch(new URL("/guest/", c.req.url));
  const isBuilt = file.status === 200;
  const body = isBuilt ? file.body : "The pages are not built: build apps/web.\n";
  const headers = { "content-type": isBuilt ? "text/html; charset=utf-8" : "text/plain; charset=utf-8" };
  return withPrivateHeaders(
    new Response(body, { status: isBuilt || status !== 200 ? status : 503, headers }),
    c.req.raw,
  );
}

/** 200 for a link that is good, 410 for one that was, 404 for one that never was. The page is shown though the schedule is down. */
async function statusOf(c: Context<Pages>): Promise<200 | 404 | 410 | 429> {
  const claims = await claimsOf(c);
  if (claims === undefined) return (await tooMany(c.req.raw, c.env, "SIGN_INS")) === undefined ? 404 : 429;
  if ((await tooMany(c.req.raw, c.env, "PUBLIC_READS")) !== undefined) return 429;
  const answer = await scheduleOf(c.env)
    .guest(claims)
    .catch(() => undefined);
  return answer === undefined || answer.kind === "view" ? 200 : 410;
}

function claimsOf(c: Context<Pages>): Promise<GuestClaims | undefined> {
  return readGuestToken(settingsOf(c.env).guestLinkSecret, c.req.param("token") ?? "");
}
