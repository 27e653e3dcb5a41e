import { Hono } from "hono";
import { z } from "zod";
import type { Kept } from "../server/world.ts";
import { failed, ok, sent } from "../stream/envelope.ts";
import { type AccessApp, accessId, audienceTag, type CloudflareState } from "./account-state.ts";
import { listed, matching } from "./lists.ts";

const Policy = z.looseObject({
  name: z.string().min(1),
  decision: z.enum(["allow", "deny", "non_identity", "bypass"]),
  include: z.array(z.looseObject({})).min(1),
});
const App = z.looseObject({
  type: z.literal("self_hosted"),
  domain: z.string().min(1),
  name: z.string().min(1),
  session_duration: z.string().default("24h"),
  path_cookie_attribute: z.boolean().default(false),
  policies: z.array(Policy).default([]),
});

/** Refuses everything while the account has no Access. */
function notEnabled(): Response {
  return failed(
    403,
    9999,
    "access.api.error.not_enabled: Access is not enabled. Visit the Access dashboard and click the 'Enable Access' button.",
  );
}

/** `/accounts/{account}/access/organizations`: the team's name. */
export function organizationRoutes(kept: Kept<CloudflareState>): Hono {
  const api = new Hono();
  api.get("/", () => {
    const { team } = kept.value;
    if (team === undefined) return notEnabled();
    return ok({ name: team, auth_domain: `${team}.cloudflareaccess.com`, is_ui_read_only: false });
  });
  return api;
}

/** `/accounts/{account}/access/apps`: applications and their policies. Nobody signs in here. */
export function accessRoutes(kept: Kept<CloudflareState>): Hono {
  const api = new Hono();
  const { accessApps } = kept.value;
  const found = (id: string): AccessApp | undefined => accessApps.find((app) => app.id === id);
  const absent = (): Response => failed(404, 11021, "access.api.error.application_not_found");
  const policy = (body: z.infer<typeof Policy>, precedence: number, id = accessId()) => ({
    precedence,
    exclude: [],
    require: [],
    ...body,
    id,
  });
  api.use(async (_c, next) => {
    if (kept.value.team === undefined) return notEnabled();
    await next();
    return undefined;
  });
  api.get("/", (c) => listed(c, matching(c, accessApps, ["domain", "name"])));
  api.post("/", async (c) => {
    const body = await sent(c, App);
    if (body instanceof Response) return body;
    if (accessApps.some(({ domain }) => domain === body.domain))
      return failed(409, 11010, "access.api.error.application_already_exists");
    const app = {
      ...body,
      id: accessId(),
      aud: audienceTag(),
      policies: body.policies.map((each, index) => policy(each, index + 1)),
    };
    accessApps.push(app);
    kept.changed();
    return ok(app);
  });
  api.get("/:id", (c) => {
    const app = found(c.req.param("id"));
    return app === undefined ? absent() : ok(app);
  });
  // As on Cloudflare: what the body leaves out takes its default.
  api.put("/:id", async (c) => {
    const app = found(c.req.param("id"));
    if (app === undefined) return absent();
    const body = await sent(c, App);
    if (body instanceof Response) return body;
    const next = { ...body, id: app.id, aud: app.aud, policies: app.policies };
    accessApps.splice(accessApps.indexOf(app), 1, next);
    kept.changed();
    return ok(next);
  });
  api.get("/:id/policies", (c) => {
    const app = found(c.req.param("id"));
    return app === undefined ? absent() : listed(c, app.policies);
  });
  api.post("/:id/policies", async (c) => {
    const app = found(c.req.param("id"));
    if (app === undefined) return absent();
    const body = await sent(c, Policy);
    if (body instanceof Response) return body;
    const made = policy(body, app.policies.length + 1);
    app.policies.push(made);
    kept.changed();
    return ok(made);
  });
  api.put("/:id/policies/:policy", async (c) => {
    const app = found(c.req.param("id"));
    const index = app?.policies.findIndex(({ id }) => id === c.req.param("policy")) ?? -1;
    if (app === undefined || index < 0) return absent();
    const body = await sent(c, Policy);
    if (body instanceof Response) return body;
    const made = policy(body, index + 1, c.req.param("policy"));
    app.policies[index] = made;
    kept.changed();
    return ok(made);
  });
  return api;
}
