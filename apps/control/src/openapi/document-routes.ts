import { OpenAPIHono, z } from "@hono/zod-openapi";
import { routes } from "@nonstop/contract/routes";
import { withoutQuery } from "@nonstop/door/without-query";
import { SESSION_COOKIE } from "@nonstop/door/session";
import type { Bound } from "../env.ts";
import { settingsOf } from "../settings.ts";
import { withSecurityHeaders } from "../site/security-headers.ts";
import { ApiDocument } from "./api-document.ts";
import { documentPage } from "./document-page.ts";
import { FOR_EVERYBODY, json, REFUSED } from "./answers.ts";
import { viewersDoors } from "./viewers-doors.ts";

const INFO = {
  title: "Nonstop",
  version: "1",
  description: "The station's API: media, guide, library, control room, webhooks.",
  license: { name: "Apache-2.0", identifier: "Apache-2.0" },
};
const TAGS = [
  { name: "viewers", description: "Media over HLS, live and again." },
  { name: "guide", description: "What is on and what comes, and the same for other programs." },
  { name: "control room", description: "What producers see and do." },
  { name: "operation", description: "What whoever runs the station does." },
  { name: "library", description: "The pieces that can be aired, and what is known of them." },
  { name: "guests", description: "What the page of a guest's link asks, and what producers do for guests." },
  {
    name: "contentful",
    description: "What the app beside an entry sees and does. Contentful signs its requests.",
  },
  { name: "webhooks", description: "What vendors tell the station. Their signatures are checked." },
  { name: "api", description: "The API about itself." },
];

/**
 * The door at which the API describes itself. The document holds every door that `all` and the viewers' Worker have
 * registered.
 */
export function documentRoutes(all: OpenAPIHono<Bound>): OpenAPIHono<Bound> {
  const app = new OpenAPIHono<Bound>();
  app.openAPIRegistry.registerPath({
    method: "get",
    path: routes.openapi,
    operationId: "readApiDocument",
    summary: "This document",
    responses: { 200: json(z.looseObject({ openapi: z.string() }), "OpenAPI 3.1."), "4XX": REFUSED.any },
    tags: ["api"],
    security: FOR_EVERYBODY,
  });
  let known: object | undefined;
  app.get(routes.openapi, (c) => {
    // We build the document once, because that is slower than any other answer here.
    known ??= documentOf(all);
    const { origin } = new URL(settingsOf(c.env).publicUrl || c.req.url);
    return c.json({ ...known, servers: [{ url: origin }] }, 200, { "cache-control": "public, max-age=300" });
  });
  app.openAPIRegistry.registerPath({
    method: "get",
    path: routes.apiPage,
    operationId: "readApiPage",
    summary: "This document as a page for people; `/api/` leads to it",
    responses: { 200: { description: "The page", content: { "text/html": {} } }, "4XX": REFUSED.any },
    tags: ["api"],
    security: FOR_EVERYBODY,
  });
  let page: string | undefined;
  app.get(routes.apiPage, withoutQuery, (c) => {
    known ??= documentOf(all);
    // What is kept as JSON is what programs read.
    page ??= documentPage(ApiDocument.parse(JSON.parse(JSON.stringify(known))));
    const answer = c.html(page, 200, { "cache-control": "public, max-age=300" });
    return withSecurityHeaders(answer, c.req.raw);
  });
  for (const path of ["/api", "/api/", "/api/v1", "/api/v1/"])
    app.get(path, (c) => c.redirect(routes.apiPage, 302));
  return app;
}

function documentOf(app: OpenAPIHono<Bound>): object {
  const registry = app.openAPIRegistry;
  registry.registerComponent("securitySchemes", "producer", {
    type: "http",
    scheme: "bearer",
    description: "A producer's token.",
  });
  registry.registerComponent("securitySchemes", "operator", {
    type: "http",
    scheme: "bearer",
    description: "An operator's token.",
  });
  registry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: SESSION_COOKIE,
    description: "What signing in sets. What changes something must then come from a page of ours.",
  });
  registry.registerComponent("securitySchemes", "access", {
    type: "apiKey",
    in: "header",
    name: "cf-access-jwt-assertion",
    description: "What Cloudflare Access sends, where a station stands behind it.",
  });
  for (const door of viewersDoors) registry.registerPath(door);
  return app.getOpenAPI31Document({ openapi: "3.1.0", info: INFO, tags: TAGS });
}
