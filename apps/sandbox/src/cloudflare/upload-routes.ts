import { type Context, Hono } from "hono";
import { z } from "zod";
import type { Kept } from "../server/world.ts";
import { failed, ok, sent } from "../stream/envelope.ts";
import { type CloudflareState, objectId } from "./account-state.ts";
import { deployNewVersion } from "./deployment-routes.ts";
import { uploadProblem, UploadMetadata } from "./upload.ts";

const Routes = z.array(z.object({ pattern: z.string(), zone_name: z.string().optional() }));
const Origins = z.array(z.object({ hostname: z.string() }));
const DomainRecords = z.object({ origins: Origins });

/** `/accounts/{account}/workers`: what wrangler asks and tells when it deploys a Worker. Its code is checked by nobody, and not kept. */
export function uploadRoutes(kept: Kept<CloudflareState>, nowMs: () => number): Hono {
  const api = new Hono();
  const state = kept.value;
  const found = (name: string) => state.scripts.find((script) => script.name === name);
  const absent = (): Response => failed(404, 10007, "This Worker does not exist on your account.");
  const zoneFor = (host: string) =>
    state.zones.find(({ name }) => host === name || host.endsWith(`.${name}`));
  const subdomain = { enabled: false, previews_enabled: false };

  api.get("/services/:name", (c) => {
    const name = c.req.param("name");
    if (found(name) === undefined) return failed(404, 10090, "workers.api.error.service_not_found");
    const script = { last_deployed_from: "wrangler" };
    return ok({ id: name, default_environment: { environment: "production", script } });
  });
  api.get("/workers/:name", (c) => {
    const name = c.req.param("name");
    return found(name) === undefined ? absent() : ok({ id: name, name, subdomain });
  });
  api.put("/scripts/:name", async (c) => {
    const metadata = await metadataOf(c);
    if (metadata instanceof Response) return metadata;
    const name = c.req.param("name");
    const present = found(name);
    const problem = uploadProblem(state, name, metadata);
    if (problem !== undefined) return problem;
    const given = metadata.bindings.flatMap((each) =>
      each.type === "secret_text" ? [[each.name, each.text ?? ""]] : [],
    );
    const secrets = { ...present?.secrets, ...Object.fromEntries(given) };
    const script = present ?? { name, secrets, classes: [], deployments: [] };
    Object.assign(script, { secrets, classes: Object.keys(metadata.exports) });
    if (present === undefined) state.scripts.push(script);
    deployNewVersion(script, nowMs());
    kept.changed();
    return ok({ id: name, deployment_id: objectId(), startup_time_ms: 5 });
  });
  api.get("/scripts/:name/settings", (c) => {
    const script = found(c.req.param("name"));
    if (script === undefined) return absent();
    return ok({
      bindings: Object.keys(script.secrets).map((name) => ({ name, type: "secret_text" })),
      tags: [],
    });
  });
  api.post("/scripts/:name/subdomain", () => ok(subdomain));
  api.put("/scripts/:name/schedules", (c) =>
    found(c.req.param("name")) === undefined ? absent() : ok({ schedules: [] }),
  );
  // Every file is there already, so that none is sent.
  api.post("/scripts/:name/assets-upload-session", () => ok({ jwt: objectId(), buckets: [] }));
  // As on Cloudflare: the Worker's other routes are taken off it.
  api.put("/scripts/:name/routes", async (c) => {
    const script = c.req.param("name");
    const body = await sent(c, Routes);
    if (body instanceof Response) return body;
    const wanted = body.map(({ pattern }) => ({
      pattern,
      zone: zoneFor(pattern.split("/", 1)[0] ?? "")?.id,
    }));
    const others = state.routes.filter((route) => route.script !== script);
    if (wanted.some(({ zone }) => zone === undefined)) return failed(404, 7003, "Could not find zone.");
    if (wanted.some(({ pattern }) => others.some((route) => route.pattern === pattern)))
      return failed(409, 10020, "A route with the same pattern already exists.");
    const routes = wanted.map(({ pattern, zone = "" }) => ({ id: objectId(), zone, pattern, script }));
    state.routes.splice(0, state.routes.length, ...others, ...routes);
    kept.changed();
    return ok(routes);
  });
  api.post("/scripts/:name/domains/changeset", async (c) => {
    const body = await sent(c, Origins);
    if (body instanceof Response) return body;
    const isThere = (host: string): boolean => state.domains.some(({ hostname }) => hostname === host);
    const added = body.filter(({ hostname }) => !isThere(hostname));
    return ok({
      added,
      removed: [],
      updated: body.filter(({ hostname }) => isThere(hostname)),
      conflicting: [],
    });
  });
  api.put("/scripts/:name/domains/records", async (c) => {
    const body = await sent(c, DomainRecords);
    if (body instanceof Response) return body;
    const service = c.req.param("name");
    for (const { hostname } of body.origins) {
      const zone_id = zoneFor(hostname)?.id;
      if (zone_id === undefined) return failed(404, 100114, "Zone not found.");
      const present = state.domains.find((each) => each.hostname === hostname);
      if (present === undefined) state.domains.push({ id: objectId(), zone_id, hostname, service });
      else present.service = service;
    }
    kept.changed();
    return ok(null);
  });
  return api;
}

/** What an upload says of itself, or the refusal of it. */
async function metadataOf(c: Context): Promise<UploadMetadata | Response> {
  const form = await c.req.parseBody().catch(() => ({}));
  const text: unknown = "metadata" in form ? form.metadata : undefined;
  try {
    const written = text instanceof Blob ? await text.text() : typeof text === "string" ? text : "{}";
    return UploadMetadata.parse(JSON.parse(written));
  } catch {
    return failed(400, 10021, "The uploaded script has no valid metadata.");
  }
}
