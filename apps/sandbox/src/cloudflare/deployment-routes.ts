import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { z } from "zod";
import type { Kept } from "../server/world.ts";
import { failed, ok, sent } from "../stream/envelope.ts";
import type { CloudflareState } from "./account-state.ts";

const NewDeployment = z.object({
  strategy: z.literal("percentage"),
  versions: z
    .array(z.object({ version_id: z.string(), percentage: z.number() }))
    .min(1)
    .max(2),
  annotations: z.record(z.string(), z.string()).optional(),
});

type Script = CloudflareState["scripts"][number];
/** Cloudflare keeps so many deployments of a Worker to go back to. */
const MAX_DEPLOYMENTS = 100;

/** A Worker is uploaded: its new version gets all traffic. */
export function deployNewVersion(script: Script, nowMs: number): void {
  deploy(script, [{ version_id: randomUUID(), percentage: 100 }], { nowMs });
}

/** `/accounts/{account}/workers/scripts/{name}/deployments`: which versions a Worker ran and runs, the newest first. */
export function deploymentRoutes(kept: Kept<CloudflareState>, nowMs: () => number): Hono {
  const api = new Hono();
  const absent = (): Response => failed(404, 10007, "This Worker does not exist on your account.");
  const found = (name: string): Script | undefined =>
    kept.value.scripts.find((script) => script.name === name);
  api.get("/:name/deployments", (c) => {
    const script = found(c.req.param("name"));
    return script === undefined ? absent() : ok({ deployments: script.deployments });
  });
  api.post("/:name/deployments", async (c) => {
    const script = found(c.req.param("name"));
    if (script === undefined) return absent();
    const body = await sent(c, NewDeployment);
    if (body instanceof Response) return body;
    const known = script.deployments.flatMap(({ versions }) => versions.map((one) => one.version_id));
    if (body.versions.some((one) => !known.includes(one.version_id)))
      return failed(404, 10092, "Could not find the requested version.");
    if (body.versions.reduce((sum, { percentage }) => sum + percentage, 0) !== 100)
      return failed(400, 10021, "Percentages must total 100.");
    deploy(script, body.versions, { nowMs: nowMs(), annotations: body.annotations });
    kept.changed();
    return ok(script.deployments[0]);
  });
  return api;
}

function deploy(
  script: Script,
  versions: Script["deployments"][number]["versions"],
  o: { nowMs: number; annotations?: Record<string, string> | undefined },
): void {
  const deployment = {
    id: randomUUID(),
    created_on: new Date(o.nowMs).toISOString(),
    source: "api",
    strategy: "percentage" as const,
    versions,
    ...(o.annotations === undefined ? {} : { annotations: o.annotations }),
  };
  script.deployments = [deployment, ...script.deployments].slice(0, MAX_DEPLOYMENTS);
}
