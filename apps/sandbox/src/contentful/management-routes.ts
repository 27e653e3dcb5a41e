import { managementAssetRoutes } from "./asset-routes.ts";
import { randomBytes } from "node:crypto";
import { Hono } from "hono";
import type { Context } from "hono";
import { z } from "zod";
import { badRequest, contentfulError, invalid, invalidQuery, notFound } from "./contentful-error.ts";
import { contentTypeRoutes } from "./content-type-routes.ts";
import { editorInterfaceRoutes } from "./editor-interface-routes.ts";
import { Fields, Metadata } from "./entry.ts";
import type { Entry } from "./entry.ts";
import { link, managementEntry } from "./entry-wire.ts";
import { applyPatch, JsonPatch } from "./json-patch.ts";
import type { Space } from "./open-contentful.ts";
import { LOCALE, LOCALES } from "./locales.ts";
import { lackedRight } from "./space-rights.ts";
import { sentJson, sentVersion } from "./management-request.ts";
import { queryEntries } from "./query-entries.ts";
import { installationRoutes } from "./app-routes.ts";
import { ORGANIZATION } from "./app.ts";
import { TOKEN_USER, userAnswer } from "./users.ts";
import { scheduledActionRoutes } from "./scheduled-action-routes.ts";
import { spaceRoutes } from "./space-routes.ts";
import { webhookRoutes } from "./webhook-routes.ts";
import { changeEntry, createEntry, noEntry, updateEntry } from "./write-entries.ts";
import type { Change, Written } from "./write-entries.ts";

const Alias = z.object({ environment: z.object({ sys: z.looseObject({ id: z.string() }) }) });
const Body = z.object({ fields: Fields.default({}), metadata: Metadata.prefault({}) });

/** The management API below `/spaces/{s}/environments/{e}` and of the space itself. */
export function managementRoutes(space: Space): Hono {
  const routes = new Hono();
  const state = () => space.state.value;
  routes.use(async (c, next) => {
    const lacked = lackedRight(space.faults().missingRights, c.req.method, c.req.path);
    if (lacked !== undefined) return contentfulError(403, "AccessDenied", "Forbidden");
    await next();
    return undefined;
  });
  const answer = (c: Context, written: Written, status: 200 | 201 = 200): Response =>
    written.kind === "refused" ? written.answer : c.json(managementEntry(written.entry, space.name), status);

  const list = (c: Context, entries: readonly Entry[]): Response => {
    const params = new URL(c.req.url).searchParams;
    const flat = (entry: Entry) => {
      const wire = managementEntry(entry, space.name);
      const fields = Object.entries(wire.fields).map(([id, byLocale]) => [id, byLocale[LOCALE]] as const);
      return { sys: wire.sys as Record<string, unknown>, fields: Object.fromEntries(fields), wire };
    };
    const page = queryEntries(entries.map(flat), params, state().contentTypes);
    if (page.kind === "refused") return invalidQuery(page.errors);
    const { total, skip, limit } = page;
    return c.json({ sys: { type: "Array" }, total, skip, limit, items: page.items.map((item) => item.wire) });
  };
  routes.get("/entries", (c) => list(c, Object.values(state().entries)));
  // As they are published, with the fields that are omitted from delivery.
  routes.get("/public/entries", (c) => {
    const published = Object.values(state().entries).flatMap((entry) =>
      entry.published === undefined ? [] : [{ ...entry, fields: entry.published.fields }],
    );
    return list(c, published);
  });

  const create = async (c: Context, id: string): Promise<Response> => {
    const body = Body.safeParse(await sentJson(c));
    if (!body.success) return badRequest("The body you sent contains invalid JSON.");
    const contentType = c.req.header("x-contentful-content-type") ?? "";
    return answer(c, createEntry(space, { id, contentType, ...body.data, user: TOKEN_USER }), 201);
  };
  routes.post("/entries", (c) => create(c, randomBytes(11).toString("base64url").replaceAll(/[-_]/g, "x")));
  routes.get("/entries/:id", (c) => {
    const entry = state().entries[c.req.param("id")];
    return entry === undefined
      ? noEntry(space, c.req.param("id"))
      : c.json(managementEntry(entry, space.name));
  });
  routes.put("/entries/:id", async (c) => {
    const id = c.req.param("id");
    const version = sentVersion(c);
    if (version === undefined && c.req.header("x-contentful-content-type") !== undefined)
      return create(c, id);
    const body = Body.safeParse(await sentJson(c));
    if (!body.success) return badRequest("The body you sent contains invalid JSON.");
    return answer(c, updateEntry(space, { id, version, ...body.data, user: TOKEN_USER }));
  });
  routes.patch("/entries/:id", async (c) => {
    const id = c.req.param("id");
    const entry = state().entries[id];
    if (entry === undefined) return noEntry(space, id);
    const patch = JsonPatch.safeParse(await sentJson(c));
    if (!patch.success) return badRequest("The body you sent is no JSON patch.");
    const patched = applyPatch({ fields: entry.fields, metadata: entry.metadata }, patch.data);
    const body = patched.kind === "patched" ? Body.safeParse(patched.value) : undefined;
    if (body?.success !== true)
      return invalid([
        { name: "invalidPatch", ...(patched.kind === "failed" ? { details: patched.path } : {}) },
      ]);
    return answer(c, updateEntry(space, { id, version: sentVersion(c), ...body.data, user: TOKEN_USER }));
  });
  const doors: [method: "put" | "delete", path: string, change: Change][] = [
    ["put", "/entries/:id/published", "publish"],
    ["delete", "/entries/:id/published", "unpublish"],
    ["put", "/entries/:id/archived", "archive"],
    ["delete", "/entries/:id/archived", "unarchive"],
    ["delete", "/entries/:id", "delete"],
  ];
  for (const [method, path, change] of doors)
    routes[method](path, (c) => {
      const written = changeEntry(space, {
        id: c.req.param("id") ?? "",
        change,
        version: sentVersion(c),
        user: TOKEN_USER,
      });
      return change === "delete" && written.kind === "entry" ? c.body(null, 204) : answer(c, written);
    });

  routes.get("/locales", (c) => c.json(LOCALES));
  routes.route("/", managementAssetRoutes(space));
  routes.get("/", (c) =>
    c.json({
      sys: {
        type: "Space",
        id: space.name.space,
        version: 1,
        organization: link("Organization", ORGANIZATION),
      },
      name: "Nonstop (stand-in)",
      locales: [LOCALE],
    }),
  );
  const { environment: target } = space.settings;
  routes.get("/environment", (c) => {
    const { environment: id } = space.name;
    const others =
      id === target
        ? { aliases: state().aliases.map((alias) => link("EnvironmentAlias", alias)) }
        : { aliasedEnvironment: link("Environment", target) };
    return c.json({ sys: { type: "Environment", id, version: 1, ...others }, name: id });
  });
  routes.put("/environment_aliases/:id", async (c) => {
    const id = c.req.param("id");
    const body = Alias.safeParse(await sentJson(c));
    if (!body.success || body.data.environment.sys.id !== target)
      return invalid([{ name: "notResolvable", path: ["environment"] }]);
    space.state.value.aliases = [...new Set([...state().aliases, id])];
    space.state.changed();
    const place = { space: link("Space", space.name.space) };
    return c.json({
      sys: { type: "EnvironmentAlias", id, version: 1, ...place },
      environment: body.data.environment,
    });
  });
  routes.get("/users/:user", (c) => {
    const user = userAnswer(c.req.param("user"));
    return user === undefined ? notFound() : c.json(user);
  });
  routes.route("/", installationRoutes(space, TOKEN_USER));
  routes.route("/", spaceRoutes(space));
  routes.route("/", scheduledActionRoutes(space));
  routes.route("/", editorInterfaceRoutes(space));
  routes.route("/content_types", contentTypeRoutes(space));
  routes.route("/", webhookRoutes(space));
  routes.notFound(() => notFound());
  return routes;
}
