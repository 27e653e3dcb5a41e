import { OpenAPIHono, z } from "@hono/zod-openapi";
import { deleteCookie, setCookie } from "hono/cookie";
import { routes } from "@nonstop/contract/routes";
import { Second } from "@nonstop/contract/time";
import type { Bound } from "../env.ts";
import { FOR_EVERYBODY, json, REFUSED, refusedAs } from "../openapi/answers.ts";
import { clock } from "@nonstop/door/clock";
import { sameSecret } from "@nonstop/door/same-secret";
import { isOwnOrigin, producerProof } from "@nonstop/door/producer-auth";
import { SESSION_COOKIE, SESSION_SECONDS, sessionValue } from "@nonstop/door/session";
import { tooMany } from "@nonstop/door/rate-limits";
import { jsonBody } from "@nonstop/door/body";
import { refusal } from "@nonstop/door/refusal";

const MAX_SIGN_IN_BYTES = 4096;
const SignIn = z.object({ token: z.string().min(1).max(512) });
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
    summary: "Sign out; the cookie is gone",
    responses: { 200: answer, "4XX": REFUSED.any },
  });
  app.get(routes.session, async (c) => {
    c.header("cache-control", "private, no-store");
    return c.json({ signedIn: (await producerProof(c.req.raw, c.env)) !== undefined });
  });
  app.post(routes.session, async (c) => {
    if (c.req.header("origin") !== undefined && !isOwnOrigin(c.req.raw, c.env))
      return refusal(403, "foreign-origin", "The request comes from another site.", { field: "origin" });
    const guessing = await tooMany(c.req.raw, c.env, "SIGN_INS");
    if (guessing !== undefined) return guessing;
    const read = await jsonBody(c.req.raw, SignIn, MAX_SIGN_IN_BYTES);
    if (read.kind === "refused") return read.answer;
    const secret = c.env.PRODUCER_TOKEN;
    if (secret === undefined || !(await sameSecret(read.body.token, secret))) {
      return refusal(401, "wrong-token", "That is not a producer's token.", {
        field: "body.token",
        cure: "Use the token that the station prints at its start.",
      });
    }
    const expiresAt = Math.floor(clock.nowMs() / 1000) + SESSION_SECONDS;
    setCookie(c, SESSION_COOKIE, await sessionValue(expiresAt, secret), {
      httpOnly: true,
      sameSite: "Strict",
      path: "/",
      maxAge: SESSION_SECONDS,
      secure: new URL(c.req.url).protocol === "https:",
    });
    c.header("cache-control", "private, no-store");
    return c.json({ signedIn: true, expiresAt });
  });
  app.delete(routes.session, (c) => {
    deleteCookie(c, SESSION_COOKIE, { path: "/" });
    return c.json({ signedIn: false });
  });
  return app;
}
