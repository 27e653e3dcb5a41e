import { Hono } from "hono";
import { z } from "zod";
import type { Kept } from "../server/world.ts";
import { failed, ok, sent } from "../stream/envelope.ts";
import type { Bucket, CloudflareState } from "./account-state.ts";

const NAME = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;
const NewBucket = z.object({ name: z.string(), locationHint: z.string().optional() });
const Condition = z.object({ type: z.enum(["Age", "Date"]), maxAge: z.number().optional() });
const LifecycleRule = z.looseObject({
  id: z.string().min(1),
  enabled: z.boolean(),
  conditions: z.object({ prefix: z.string() }),
  abortMultipartUploadsTransition: z.object({ condition: Condition.optional() }).optional(),
  deleteObjectsTransition: z.object({ condition: Condition.optional() }).optional(),
});
const Lifecycle = z.object({ rules: z.array(LifecycleRule).max(1000).optional() });

/** The rule that every new bucket has. */
const MULTIPART_RULE = {
  id: "Default Multipart Abort Rule",
  enabled: true,
  conditions: { prefix: "" },
  abortMultipartUploadsTransition: { condition: { type: "Age", maxAge: 604_800 } },
};

/** `/accounts/{account}/r2/buckets`. Objects are not kept. */
export function r2Routes(kept: Kept<CloudflareState>, nowMs: () => number): Hono {
  const api = new Hono();
  const { buckets } = kept.value;
  const found = (name: string): Bucket | undefined => buckets.find((bucket) => bucket.name === name);
  const absent = (): Response => failed(404, 10006, "The specified bucket does not exist.");
  const told = (bucket: Bucket): object => ({
    ...bucket,
    lifecycle: undefined,
    jurisdiction: "default",
    storage_class: "Standard",
  });
  api.get("/", () => ok({ buckets: buckets.map(told) }));
  api.post("/", async (c) => {
    const body = await sent(c, NewBucket);
    if (body instanceof Response) return body;
    if (!NAME.test(body.name)) return failed(400, 10005, "The specified bucket name is not valid.");
    if (found(body.name) !== undefined)
      return failed(409, 10004, "The bucket you tried to create already exists, and you own it.");
    const bucket = {
      name: body.name,
      creation_date: new Date(nowMs()).toISOString(),
      location: (body.locationHint ?? "weur").toUpperCase(),
      lifecycle: [structuredClone(MULTIPART_RULE)],
    };
    buckets.push(bucket);
    kept.changed();
    return ok(told(bucket));
  });
  api.get("/:name", (c) => {
    const bucket = found(c.req.param("name"));
    return bucket === undefined ? absent() : ok(told(bucket));
  });
  api.get("/:name/lifecycle", (c) => {
    const bucket = found(c.req.param("name"));
    return bucket === undefined ? absent() : ok({ rules: bucket.lifecycle });
  });
  api.put("/:name/lifecycle", async (c) => {
    const bucket = found(c.req.param("name"));
    if (bucket === undefined) return absent();
    const body = await sent(c, Lifecycle);
    if (body instanceof Response) return body;
    const rules = body.rules ?? [];
    if (new Set(rules.map(({ id }) => id)).size !== rules.length)
      return failed(400, 10054, "Lifecycle rule ids must be unique.");
    bucket.lifecycle = rules;
    kept.changed();
    return ok({});
  });
  return api;
}
