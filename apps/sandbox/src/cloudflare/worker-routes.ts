import { Hono } from "hono";
import { z } from "zod";
import type { Kept } from "../server/world.ts";
import { failed, ok, sent } from "../stream/envelope.ts";
import { type CloudflareState, objectId } from "./account-state.ts";
import { deploymentRoutes } from "./deployment-routes.ts";
import { matching, whole } from "./lists.ts";

const Secret = z.object({ name: z.string().min(1), text: z.string(), type: z.literal("secret_text") });
const Secrets = z.object({ secrets: z.record(z.string(), Secret.nullable()).default({}) });
const NewDomain = z.object({ hostname: z.string(), service: z.string(), zone_id: z.string() });
const told = (name: string): object => ({ name, type: "secret_text" });

/** `/accounts/{account}/workers/scripts`: which Workers there are, and the names of their secrets. No Worker runs here. */
export function scriptRoutes(kept: Kept<CloudflareState>, nowMs: () => number): Hono {
  const api = new Hono();
  const { scripts } = kept.value;
  const found = (name: string) => scripts.find((script) => script.name === name);
  const absent = (): Response => failed(404, 10007, "This Worker does not exist on your account.");
  api.get("/", () => whole(scripts.map(({ name }) => ({ id: name }))));
  api.get("/:name/secrets", (c) => {
    const script = found(c.req.param("name"));
    return script === undefined ? absent() : whole(Object.keys(script.secrets).map(told));
  });
  api.put("/:name/secrets", async (c) => {
    const script = found(c.req.param("name"));
    if (script === undefined) return absent();
    const body = await sent(c, Secret);
    if (body instanceof Response) return body;
    script.secrets[body.name] = body.text;
    kept.changed();
    return ok(told(body.name));
  });
  api.patch("/:name/secrets-bulk", async (c) => {
    const script = found(c.req.param("name"));
    if (script === undefined) return absent();
    const body = await sent(c, Secrets);
    if (body instanceof Response) return body;
    for (const [name, secret] of Object.entries(body.secrets)) {
      if (secret === null) delete script.secrets[name];
      else script.secrets[name] = secret.text;
    }
    kept.changed();
    return ok(Object.fromEntries(Object.keys(script.secrets).map((name) => [name, told(name)])));
  });
  api.delete("/:name/secrets/:secret", (c) => {
    const script = found(c.req.param("name"));
    const secret = c.req.param("secret");
    if (script === undefined) return absent();
    if (script.secrets[secret] === undefined) return failed(404, 10056, "Binding not found.");
    delete script.secrets[secret];
    kept.changed();
    return ok(null);
  });
  api.route("/", deploymentRoutes(kept, nowMs));
  return api;
}

/** `/accounts/{account}/workers/domains`: hostnames that belong to a Worker whole. */
export function domainRoutes(kept: Kept<CloudflareState>): Hono {
  const api = new Hono();
  const { domains, zones } = kept.value;
  api.get("/", (c) => whole(matching(c, domains, ["hostname", "service", "zone_id"])));
  api.put("/", async (c) => {
    const body = await sent(c, NewDomain);
    if (body instanceof Response) return body;
    if (!zones.some(({ id }) => id === body.zone_id)) return failed(404, 100114, "Zone not found.");
    const present = domains.find(({ hostname }) => hostname === body.hostname);
    const domain = { id: present?.id ?? objectId(), ...body };
    if (present === undefined) domains.push(domain);
    else Object.assign(present, domain);
    kept.changed();
    return ok({ ...domain, environment: "production" });
  });
  return api;
}

const NewRoute = z.object({ pattern: z.string().min(1), script: z.string().default("") });

/** `/zones/{zone}/workers/routes`. */
export function routeRoutes(kept: Kept<CloudflareState>, zoneId: string): Hono {
  const api = new Hono();
  const state = kept.value;
  const ofZone = () => state.routes.filter(({ zone }) => zone === zoneId);
  const told = (route: CloudflareState["routes"][number]): object => ({ ...route, zone: undefined });
  const absent = (): Response => failed(404, 10025, "Route not found.");
  api.get("/", () => whole(ofZone().map(told)));
  api.post("/", async (c) => {
    const body = await sent(c, NewRoute);
    if (body instanceof Response) return body;
    if (ofZone().some(({ pattern }) => pattern === body.pattern))
      return failed(409, 10020, "A route with the same pattern already exists.");
    const route = { id: objectId(), zone: zoneId, ...body };
    state.routes.push(route);
    kept.changed();
    return ok(told(route));
  });
  api.put("/:id", async (c) => {
    const route = ofZone().find(({ id }) => id === c.req.param("id"));
    if (route === undefined) return absent();
    const body = await sent(c, NewRoute);
    if (body instanceof Response) return body;
    Object.assign(route, body);
    kept.changed();
    return ok(told(route));
  });
  api.delete("/:id", (c) => {
    const route = ofZone().find(({ id }) => id === c.req.param("id"));
    if (route === undefined) return absent();
    state.routes.splice(state.routes.indexOf(route), 1);
    kept.changed();
    return ok({ id: route.id });
  });
  return api;
}
