import { OpenAPIHono, z } from "@hono/zod-openapi";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { routes } from "@nonstop/contract/routes";
import { Second } from "@nonstop/contract/time";
import { channelByName, channelNames } from "@nonstop/door/channel-of";
import type { Bound, Env } from "../env.ts";
import { FOR_EVERYBODY, json, REFUSED, refusedAs } from "../openapi/answers.ts";
import { isAccepted } from "@nonstop/door/same-secret";
import { isOwnOrigin, producerOf } from "@nonstop/door/producer-auth";
import { endSession, openSession, SESSION_COOKIE, SESSION_SECONDS } from "@nonstop/door/session";
import { tooMany } from "@nonstop/door/rate-limits";
import { jsonBody } from "@nonstop/door/body";
import { refusal } from "@nonstop/door/refusal";

const MAX_SIGN_IN_BYTES = 4096;
const SignIn = z.object({
  token: z.string().min(1).max(512),
  /** What the producer calls themselves, for the list of takes. */
  name: z.string().trim().max(60).optional(),
});
const common = { path: routes.session, tags: ["control room"], security: FOR_EVERYBODY };
const answer = json(
  z.object({ signedIn: z.boolean(), expiresAt: Second.optional() }),
  "Whether this client is signed in, and until when if it has just been.",
);

/** Signing in and out of the control room. */
export function sessionRoutes(): OpenAPIHono<Bound> {
  const app = new OpenAPIHono<Bound>();
  app.openAPIRegistry.registerPath({
    ...common,
    method: "get",
    operationId: "readSession",
    summary: "Whether this client is a producer's",
    responses: { 200: answer, "4XX": REFUSED.any },
  });
  app.openAPIRegistry.registerPath({
    ...common,
    method: "post",
    operationId: "signIn",
    summary: "Sign in with a producer's token; sets the session's cookie",
    request: { body: { required: true, content: { "application/json": { schema: SignIn } } } },
    responses: {
      200: answer,
      400: REFUSED.malformed,
      401: refusedAs("Not a producer's token."),
      403: REFUSED.foreignOrigin,
      413: refusedAs("Too large."),
      429: REFUSED.tooMany,
    },
  });
  app.openAPIRegistry.registerPath({
    ...common,
    method: "delete",
    operationId: "signOut",
    summary: "Sign out: the session has ended, for whoever holds its cookie",
    responses: { 200: answer, "4XX": REFUSED.any },
  });
  app.get(routes.session, async (c) => {
    c.header("cache-control", "private, no-store");
    return c.json({ signedIn: (await producerOf(c.req.raw, c.env)) !== undefined });
  });
  app.post(routes.session, async (c) => {
    if (c.req.header("origin") !== undefined && !isOwnOrigin(c.req.raw, c.env))
      return refusal(403, "foreign-origin", "The request comes from another site.", { field: "origin" });
    const guessing = await tooMany(c.req.raw, c.env, "SIGN_INS");
    if (guessing !== undefined) return guessing;
    const read = await jsonBody(c.req.raw, SignIn, MAX_SIGN_IN_BYTES);
    if (read.kind === "refused") return read.answer;
    const { token, name } = read.body;
    if (!(await isAccepted(token, c.env.PRODUCER_TOKEN))) {
      return refusal(401, "wrong-token", "That is not a producer's token.", {
        field: "body.token",
        cure: "Use the token that the station prints at its start.",
      });
    }
    const { value, expiresAt } = await openSession(c.env, { token, name: name || "a producer" });
    setCookie(c, SESSION_COOKIE, value, {
      httpOnly: true,
      sameSite: "Strict",
      path: "/",
      maxAge: SESSION_SECONDS,
      secure: new URL(c.req.url).protocol === "https:",
    });
    c.header("cache-control", "private, no-store");
    return c.json({ signedIn: true, expiresAt });
  });
  app.delete(routes.session, async (c) => {
    const value = getCookie(c, SESSION_COOKIE);
    const ended = value === undefined ? undefined : await endSession(c.env, value);
    if (ended !== undefined) await closeControlRooms(c.env, ended.id);
    deleteCookie(c, SESSION_COOKIE, { path: "/" });
    return c.json({ signedIn: false });
  });
  return app;
}

/** Closes the sockets that a session opened. A channel that does not answer keeps nobody signed in. */
async function closeControlRooms(env: Env, session: string): Promise<void> {
  const channels = channelNames(env).map((name) => channelByName(env, name));
  await Promise.allSettled(channels.map((channel) => channel.sessionEnded(session)));
}
