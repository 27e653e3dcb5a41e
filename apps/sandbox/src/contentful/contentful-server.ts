import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { etag } from "hono/etag";
import { z } from "zod";
import { errorBodyOfZod } from "@nonstop/contract/error-body";
import { faultyApi, type Refusal } from "../server/faults.ts";
import { commonRoutes, onFault } from "../server/common-routes.ts";
import type { FaultBoard } from "../server/common-routes.ts";
import { faultPages } from "../server/fault-page.ts";
import { contentfulError, invalid, notFound } from "./contentful-error.ts";
import { assetFileRoutes } from "./asset-routes.ts";
import { deliveryRoutes } from "./delivery-routes.ts";
import { appHostRoutes } from "./app-host-routes.ts";
import { organizationRoutes } from "./app-routes.ts";
import { editorPages } from "./editor-pages.ts";
import { entryStatus } from "./entry.ts";
import { CONTENTFUL_FAULTS } from "./fault-choices.ts";
import { managementRoutes } from "./management-routes.ts";
import type { Space } from "./open-contentful.ts";
import { EDITOR, TOKEN_USER, userAnswer } from "./users.ts";
import { runScheduled } from "./run-scheduled.ts";
import { restoreEntry } from "./write-entries.ts";

const CALLS_PER_SECOND = 10;
/** Which of the last two published versions is restored. */
const Restore = z.object({ version: z.enum(["last", "before"]).default("last") });

/** The server of the Contentful stand-in. Delivery and management share its paths, and the token tells them apart. */
export function contentfulServer(space: Space, board: FaultBoard): Hono {
  const delivery = deliveryRoutes(space);
  const management = managementRoutes(space);
  const { cdaToken, cmaToken } = space.settings;
  const app = new Hono();
  app.onError(onFault);
  app.route(
    "/",
    commonRoutes(board, () => ({
      sandbox_contentful_entries: Object.keys(space.state.value.entries).length,
      sandbox_contentful_webhook_calls: space.webhooks.calls.length,
    })),
  );

  app.route("/", assetFileRoutes(space));

  const tokenOf = (header: string | undefined, query: string | undefined): string =>
    header?.replace(/^Bearer /i, "") ?? query ?? "";
  const noAccess = (): Response =>
    contentfulError(401, "AccessTokenInvalid", "The access token you sent could not be found or is invalid.");

  const delivers = (token: string): boolean =>
    token === cdaToken || space.state.value.apiKeys.some(({ accessToken }) => accessToken === token);

  app.use("/spaces/*", async (c, next) => {
    const token = tokenOf(c.req.header("authorization"), c.req.query("access_token"));
    if (!delivers(token) && token !== cmaToken) return noAccess();
    const headers: Record<string, string> = {
      "X-Contentful-Request-Id": randomUUID(),
      "CF-Space-Id": space.name.space,
      "CF-Environment-Id": space.name.environment,
    };
    if (token === cmaToken) {
      headers["X-Contentful-RateLimit-Hour-Limit"] = "36000";
      headers["X-Contentful-RateLimit-Hour-Remaining"] = "35999";
      headers["X-Contentful-RateLimit-Second-Limit"] = String(CALLS_PER_SECOND);
      headers["X-Contentful-RateLimit-Second-Remaining"] = String(CALLS_PER_SECOND - 1);
      headers["X-Contentful-RateLimit-Reset"] = "0";
    } else headers["X-Cache"] = "MISS";
    await next();
    for (const [name, value] of Object.entries(headers))
      if (!c.res.headers.has(name)) c.res.headers.set(name, value);
    const kind = token === cmaToken ? "management" : "delivery";
    if (c.res.headers.get("content-type")?.startsWith("application/json") === true)
      c.res.headers.set("content-type", `application/vnd.contentful.${kind}.v1+json`);
    return undefined;
  });
  app.use("/spaces/*", async (_c, next) => {
    await runScheduled(space);
    await next();
  });
  app.use("/spaces/*", etag());
  app.use("/spaces/*", faultyApi(space.faults, refused));
  app.all("/spaces/:space/*", (c) =>
    pass(c.req.raw, tokenOf(c.req.header("authorization"), c.req.query("access_token"))),
  );
  app.all("/spaces/:space", (c) =>
    pass(c.req.raw, tokenOf(c.req.header("authorization"), c.req.query("access_token"))),
  );
  app.get("/users/me", (c) =>
    tokenOf(c.req.header("authorization"), undefined) === cmaToken
      ? c.json(userAnswer(TOKEN_USER))
      : noAccess(),
  );
  app.use("/organizations/*", async (c, next) =>
    tokenOf(c.req.header("authorization"), undefined) === cmaToken ? next() : noAccess(),
  );
  app.use("/organizations/*", faultyApi(space.faults, refused));
  app.route("/", organizationRoutes(space));
  app.get("/users/me/access_tokens", (c) => {
    if (tokenOf(c.req.header("authorization"), undefined) !== cmaToken) return noAccess();
    const isReadOnly = space.faults().missingRights.includes("write");
    const token = {
      sys: { type: "AccessToken", id: "token", redactedValue: cmaToken.slice(-4), expiresAt: null },
      name: "Station",
      revokedAt: null,
      scopes: [isReadOnly ? "content_management_read" : "content_management_manage"],
    };
    return c.json({ sys: { type: "Array" }, total: 1, skip: 0, limit: 100, items: [token] });
  });

  /** Strips `/spaces/{s}[/environments/{e}]` and passes the request to the API that the token is for. */
  function pass(request: Request, token: string): Response | Promise<Response> {
    const url = new URL(request.url);
    const match = /^\/spaces\/([^/]+)(?:\/environments\/([^/]+))?(\/.*)?$/.exec(url.pathname);
    const [, spaceId, environment = space.name.environment, rest] = match ?? [];
    const isOurs = environment === space.name.environment || space.state.value.aliases.includes(environment);
    if (spaceId !== space.name.space || !isOurs) return notFound({ type: "Space", id: spaceId });
    const isEnvironment = match?.[2] !== undefined && rest === undefined;
    url.pathname = isEnvironment ? "/environment" : (rest ?? "/");
    // What is changed under an alias is told under it.
    const named = { ...space, name: { ...space.name, environment } };
    const isAlias = environment !== space.name.environment;
    const apis = isAlias
      ? { management: managementRoutes(named), delivery: deliveryRoutes(named) }
      : { management, delivery };
    return (token === cmaToken ? apis.management : apis.delivery).fetch(new Request(url, request));
  }

  app.post("/sandbox/entries/:id/restore", async (c) => {
    const asked = Restore.safeParse(await c.req.json().catch(() => undefined));
    if (!asked.success) return c.json(errorBodyOfZod("bad-request", asked.error), 400);
    const restored = restoreEntry(space, { id: c.req.param("id"), ...asked.data, user: EDITOR });
    return restored.kind === "refused" ? restored.answer : c.body(null, 204);
  });
  app.get("/sandbox/entries", (c) =>
    c.json({
      entries: Object.values(space.state.value.entries).map((entry) => ({
        id: entry.id,
        contentType: entry.contentType,
        status: entryStatus(entry),
        version: entry.version,
        revision: entry.publishedCounter,
      })),
    }),
  );
  app.route("/", faultPages(board, CONTENTFUL_FAULTS));
  app.route("/", appHostRoutes(space));
  app.route("/", editorPages(space));
  return app;
}

const TOO_MANY =
  "You have exceeded the rate limit of the Organization this Space belongs to by making too many API requests within a short timespan. Please wait a moment before trying the request again.";

/** A refusal in Contentful's words. */
function refused(refusal: Refusal): Response {
  if (refusal.kind === "rate-limit")
    return contentfulError(429, "RateLimitExceeded", TOO_MANY, undefined, {
      "X-Contentful-RateLimit-Reset": refusal.retryAfter ?? "1",
      "X-Contentful-RateLimit-Second-Remaining": "0",
    });
  if (refusal.kind !== "endpoint") return contentfulError(500, "ServerError", "Internal server error.");
  if (refusal.status === 422) return invalid([{ name: "unknown", path: ["fields"] }]);
  if (refusal.status === 403) return contentfulError(403, "AccessDenied", "Forbidden");
  return contentfulError(refusal.status, "BadRequest", "This call is refused.");
}
