import { errorBody } from "@nonstop/contract/error-body";
import { routes } from "@nonstop/contract/routes";
import { Hono } from "hono";
import type { FakeDesk } from "./fake-desk.ts";

export const PRODUCER_TOKEN = "a-token-of-the-producer";
const COOKIE = "nonstop_session";

/** Signing in and out. What comes after these doors is for producers alone. */
export function sessionDoors(desk: FakeDesk): Hono {
  const app = new Hono();
  const isSignedIn = (cookie: string | undefined): boolean =>
    desk.hasSessions && (cookie ?? "").includes(`${COOKIE}=open`);
  app.get(routes.session, (c) => c.json({ signedIn: isSignedIn(c.req.header("cookie")) }));
  app.post(routes.session, async (c) => {
    const { token } = await c.req.json<{ token: string }>();
    if (token !== PRODUCER_TOKEN)
      return c.json(errorBody("wrong-token", "This is not the producer's token."), 401);
    return c.json({}, 200, { "set-cookie": `${COOKIE}=open; HttpOnly; SameSite=Strict; Path=/` });
  });
  app.delete(routes.session, (c) => {
    c.header("set-cookie", `${COOKIE}=; Path=/; Max-Age=0`);
    return c.json({ signedIn: false });
  });
  app.use("/api/v1/*", async (c, next) => {
    const isPublic = /\/(?:guide|now|shelf|shelf\/[^/]+|programmes\/[^/]+)$/.test(c.req.path);
    if (isPublic || isSignedIn(c.req.header("cookie"))) return next();
    return c.json(errorBody("unauthorized", "Sign in first."), 401);
  });
  return app;
}
