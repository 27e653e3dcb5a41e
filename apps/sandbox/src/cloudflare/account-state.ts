import { randomBytes, randomUUID } from "node:crypto";
import { z } from "zod";
import type { Kept, World } from "../server/world.ts";

const Loose = z.record(z.string(), z.unknown());

const Zone = z.object({ id: z.string(), name: z.string(), status: z.enum(["active", "pending"]) });
const DnsRecord = z.object({
  id: z.string(),
  zone: z.string(),
  type: z.string(),
  name: z.string(),
  content: z.string(),
  ttl: z.number(),
  proxied: z.boolean(),
  comment: z.string().nullable(),
});
const Rule = z.looseObject({ id: z.string(), ref: z.string(), action: z.string(), expression: z.string() });
const Ruleset = z.object({
  id: z.string(),
  zone: z.string(),
  name: z.string(),
  phase: z.string(),
  version: z.number(),
  rules: z.array(Rule),
});
const Bucket = z.object({
  name: z.string(),
  creation_date: z.string(),
  location: z.string(),
  lifecycle: z.array(Loose),
});
const AccessApp = z.looseObject({
  id: z.string(),
  aud: z.string(),
  domain: z.string(),
  name: z.string(),
  policies: z.array(Loose),
});

const Deployment = z.object({
  id: z.string(),
  created_on: z.string(),
  source: z.string(),
  strategy: z.literal("percentage"),
  versions: z.array(z.object({ version_id: z.string(), percentage: z.number() })),
  annotations: z.record(z.string(), z.string()).optional(),
});

const CloudflareState = z.object({
  zones: z.array(Zone),
  dnsRecords: z.array(DnsRecord),
  rulesets: z.array(Ruleset),
  namespaces: z.array(z.object({ id: z.string(), title: z.string() })),
  buckets: z.array(Bucket),
  /** Workers that were deployed, with the secrets that they were given. */
  scripts: z.array(
    z.object({
      name: z.string(),
      secrets: z.record(z.string(), z.string()),
      /** The classes of objects that it has. */
      classes: z.array(z.string()).default([]),
      /** The newest first. */
      deployments: z.array(Deployment).default([]),
    }),
  ),
  routes: z.array(z.object({ id: z.string(), zone: z.string(), pattern: z.string(), script: z.string() })),
  domains: z.array(
    z.object({ id: z.string(), zone_id: z.string(), hostname: z.string(), service: z.string() }),
  ),
  /** The team of Access; none before Access was enabled. */
  team: z.string().optional(),
  accessApps: z.array(AccessApp),
});
export type CloudflareState = z.infer<typeof CloudflareState>;
export type DnsRecord = z.infer<typeof DnsRecord>;
export type Ruleset = z.infer<typeof Ruleset>;
export type AccessApp = z.infer<typeof AccessApp>;
export type Bucket = z.infer<typeof Bucket>;

/** What an account holds besides Stream. `zone` is its one domain at first. */
export function openAccount(world: Pick<World, "keep">, zone: string): Kept<CloudflareState> {
  return world.keep("cloudflare", CloudflareState, () => ({
    zones: [{ id: objectId(), name: zone, status: "active" as const }],
    dnsRecords: [],
    rulesets: [],
    namespaces: [],
    buckets: [],
    scripts: [],
    routes: [],
    domains: [],
    team: "nonstop",
    accessApps: [],
  }));
}

/** An id as most of Cloudflare's API makes them. */
export const objectId = (): string => randomBytes(16).toString("hex");
/** An id as Access makes them. */
export const accessId = (): string => randomUUID();
/** The audience tag of an Access application. */
export const audienceTag = (): string => randomBytes(32).toString("hex");
