import { Hono } from "hono";
import { sameOriginWrites } from "../server/common-routes.ts";
import { entryForApp } from "./app-host.ts";
import { installationRoutes } from "./app-routes.ts";
import type { Space } from "./open-contentful.ts";
import { EDITOR } from "./users.ts";

/** What the editor's page asks for the apps that it frames, in the name of the user who looks at it. */
export function appHostRoutes(space: Space): Hono {
  const routes = new Hono();
  const asEditor = installationRoutes(space, EDITOR);
  routes.use("/app-host/*", sameOriginWrites);
  routes.post("/app-host/:app/signed_requests", (c) => {
    const url = new URL(`/app_installations/${c.req.param("app")}/signed_requests`, c.req.url);
    return asEditor.fetch(new Request(url, c.req.raw));
  });
  routes.get("/app-host/entries/:id", (c) => {
    const entry = space.state.value.entries[c.req.param("id")];
    const type = space.state.value.contentTypes[entry?.contentType ?? ""];
    return entry === undefined || type === undefined ? c.notFound() : c.json(entryForApp(space, type, entry));
  });
  return routes;
}
