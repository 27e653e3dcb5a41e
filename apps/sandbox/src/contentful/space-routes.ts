import { randomBytes } from "node:crypto";
import { Hono } from "hono";
import { z } from "zod";
import { contentfulError, invalid, notFound } from "./contentful-error.ts";
import { link } from "./entry-wire.ts";
import { sentJson } from "./management-request.ts";
import type { ApiKey, Space } from "./open-contentful.ts";
import { permissionsWithout } from "./space-rights.ts";

const Link = z.object({ sys: z.looseObject({ id: z.string() }) });
const ApiKeyBody = z.object({
  name: z.string().min(1),
  description: z.string().optional(),
  environments: z.array(Link).optional(),
});
const MAX_KEYS = 50;
const ROLE = "editor-role";

const collection = (items: readonly object[]) => ({
  sys: { type: "Array" },
  total: items.length,
  skip: 0,
  limit: 100,
  items,
});

/** What the management API tells of a space beside its content: its people and their rights, its environments, its delivery keys. */
export function spaceRoutes(space: Space): Hono {
  const routes = new Hono();
  const state = () => space.state.value;
  const missing = () => space.faults().missingRights;

  routes.get("/space_members/:id", (c) => {
    const isAdmin = missing().length === 0;
    const roles = isAdmin ? [] : [{ ...link("Role", ROLE), name: "Editor" }];
    return c.json({
      sys: { type: "SpaceMember", id: c.req.param("id"), version: 1, user: link("User", c.req.param("id")) },
      admin: isAdmin,
      roles,
    });
  });
  routes.get("/roles/:id", (c) => {
    if (c.req.param("id") !== ROLE) return notFound();
    const actions = missing().includes("entries") ? ["read"] : "all";
    return c.json({
      sys: { type: "Role", id: ROLE, version: 1, space: link("Space", space.name.space) },
      name: "Editor",
      description: null,
      permissions: permissionsWithout(missing()),
      policies: [
        { effect: "allow", actions, constraint: { and: [{ equals: [{ doc: "sys.type" }, "Entry"] }] } },
      ],
    });
  });

  const { environment } = space.settings;
  const environmentOf = (id: string) => ({
    sys: { type: "Environment", id, version: 1, status: { sys: { type: "Link", id: "ready" } } },
    name: id,
  });
  routes.get("/environments", (c) => c.json(collection([environmentOf(environment)])));
  const aliasOf = (id: string) => ({
    sys: { type: "EnvironmentAlias", id, version: 1, space: link("Space", space.name.space) },
    environment: link("Environment", environment),
  });
  routes.get("/environment_aliases", (c) => c.json(collection(state().aliases.map(aliasOf))));
  routes.get("/environment_aliases/:id", (c) =>
    state().aliases.includes(c.req.param("id")) ? c.json(aliasOf(c.req.param("id"))) : notFound(),
  );

  const keyAnswer = (key: ApiKey): object => ({
    sys: { type: "ApiKey", id: key.id, version: 0, space: link("Space", space.name.space) },
    name: key.name,
    ...(key.description === undefined ? {} : { description: key.description }),
    accessToken: key.accessToken,
    environments: key.environments.map((id) => link("Environment", id)),
    preview_api_key: link("PreviewApiKey", `preview-${key.id}`),
  });
  routes.get("/api_keys", (c) => c.json(collection(state().apiKeys.map(keyAnswer))));
  routes.get("/api_keys/:id", (c) => {
    const found = state().apiKeys.find(({ id }) => id === c.req.param("id"));
    return found === undefined ? notFound() : c.json(keyAnswer(found));
  });
  routes.post("/api_keys", async (c) => {
    const body = ApiKeyBody.safeParse(await sentJson(c));
    if (!body.success) return invalid([{ name: "required", path: ["name"] }]);
    if (state().apiKeys.some(({ name }) => name === body.data.name))
      return invalid([{ name: "taken", path: ["name"], value: body.data.name }]);
    if (state().apiKeys.length >= MAX_KEYS)
      return contentfulError(403, "AccessDenied", "Maximum number of API keys reached");
    const { name, description, environments = [] } = body.data;
    const key: ApiKey = {
      id: randomBytes(11).toString("hex"),
      name,
      ...(description === undefined ? {} : { description }),
      accessToken: randomBytes(24).toString("base64url"),
      environments: environments.length === 0 ? ["master"] : environments.map(({ sys }) => sys.id),
    };
    state().apiKeys.push(key);
    space.state.changed();
    return c.json(keyAnswer(key), 201);
  });
  return routes;
}
