import { Hono } from "hono";
import { z } from "zod";
import type { Kept } from "../server/world.ts";
import { failed, ok, sent } from "../stream/envelope.ts";
import { type CloudflareState, objectId, type Ruleset } from "./account-state.ts";
import { whole } from "./lists.ts";

const NewRule = z.looseObject({
  action: z.string(),
  expression: z.string().min(1),
  description: z.string().default(""),
  enabled: z.boolean().default(true),
  ref: z.string().optional(),
});
const NewRuleset = z.object({
  name: z.string().default("default"),
  kind: z.literal("zone"),
  phase: z.string(),
  rules: z.array(NewRule).default([]),
});
const Entrypoint = z.object({ name: z.string().default("default"), rules: z.array(NewRule).default([]) });

/** `/zones/{zone}/rulesets`: one entry point for each phase, and its rules. No rule is carried out here. */
export function rulesetRoutes(kept: Kept<CloudflareState>, zoneId: string, nowMs: () => number): Hono {
  const api = new Hono();
  const state = kept.value;
  const ofZone = (): Ruleset[] => state.rulesets.filter(({ zone }) => zone === zoneId);
  const told = (ruleset: Ruleset): object => ({
    ...ruleset,
    zone: undefined,
    kind: "zone",
    version: String(ruleset.version),
  });
  const made = (rule: z.infer<typeof NewRule>, id = objectId()): Ruleset["rules"][number] => ({
    ...rule,
    id,
    ref: rule.ref ?? id,
    version: "1",
    last_updated: new Date(nowMs()).toISOString(),
  });
  const changed = (ruleset: Ruleset): Response => {
    ruleset.version += 1;
    kept.changed();
    return ok(told(ruleset));
  };
  const absent = (): Response => failed(404, 10003, "could not find ruleset");
  const opened = (o: z.infer<typeof NewRuleset>): Response => {
    const ruleset = {
      id: objectId(),
      zone: zoneId,
      name: o.name,
      phase: o.phase,
      version: 0,
      rules: o.rules.map((rule) => made(rule)),
    };
    state.rulesets.push(ruleset);
    return changed(ruleset);
  };
  api.get("/", () => whole(ofZone().map((ruleset) => ({ ...told(ruleset), rules: undefined }))));
  api.post("/", async (c) => {
    const body = await sent(c, NewRuleset);
    if (body instanceof Response) return body;
    if (ofZone().some(({ phase }) => phase === body.phase))
      return failed(
        400,
        20217,
        "A similar configuration with rules already exists and overwriting will have unintended consequences.",
      );
    return opened(body);
  });
  api.get("/phases/:phase/entrypoint", (c) => {
    const phase = c.req.param("phase");
    const ruleset = ofZone().find((each) => each.phase === phase);
    if (ruleset === undefined)
      return failed(404, 10003, `could not find entrypoint ruleset in the "${phase}" phase`);
    return ok(told(ruleset));
  });
  // As on Cloudflare: rules that the body leaves out are gone.
  api.put("/phases/:phase/entrypoint", async (c) => {
    const body = await sent(c, Entrypoint);
    if (body instanceof Response) return body;
    const phase = c.req.param("phase");
    const ruleset = ofZone().find((each) => each.phase === phase);
    if (ruleset === undefined) return opened({ ...body, kind: "zone", phase });
    ruleset.rules = body.rules.map((rule) => made(rule));
    return changed(ruleset);
  });
  api.post("/:id/rules", async (c) => {
    const ruleset = ofZone().find(({ id }) => id === c.req.param("id"));
    if (ruleset === undefined) return absent();
    const body = await sent(c, NewRule);
    if (body instanceof Response) return body;
    if (ruleset.rules.some(({ ref }) => ref === body.ref))
      return failed(400, 20021, "rule refs must be unique within a ruleset");
    ruleset.rules.push(made(body));
    return changed(ruleset);
  });
  api.patch("/:id/rules/:rule", async (c) => {
    const ruleset = ofZone().find(({ id }) => id === c.req.param("id"));
    const index = ruleset?.rules.findIndex(({ id }) => id === c.req.param("rule")) ?? -1;
    if (ruleset === undefined || index < 0) return absent();
    const body = await sent(c, NewRule);
    if (body instanceof Response) return body;
    ruleset.rules[index] = made({ ref: ruleset.rules[index]?.ref, ...body }, c.req.param("rule"));
    return changed(ruleset);
  });
  return api;
}
