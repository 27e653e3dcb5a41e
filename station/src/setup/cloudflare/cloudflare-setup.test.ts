import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cloudflareApi } from "@nonstop/sandbox/cloudflare-api";
import { noFaults } from "@nonstop/sandbox/faults";
import type { FaultBoard } from "@nonstop/sandbox/fault-board";
import { streamServer } from "@nonstop/sandbox/stream-server";
import { keepInMemory, type World } from "@nonstop/sandbox/world";
import Cloudflare from "cloudflare";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { readAnswers } from "../answers.ts";
import { answersOf } from "../answers-under-test.ts";
import { generatedSecrets } from "../generated-secrets.ts";
import { deploymentParts } from "../parts.ts";
import { type Outcome, runSetup } from "../run-setup.ts";
import { StationFolder } from "../station-folder.ts";
import { cloudflareParts } from "./cloudflare-parts.ts";

const TOKEN = "cloudflare-api-token";
const API = "http://cloudflare.test/client/v4";
const account_id = "cf-account";

let board: FaultBoard;
let path: string;
/** Every call that could change something. */
let writes: string[];
let client: Cloudflare;

beforeEach(() => {
  board = { all: noFaults() };
  path = mkdtempSync(join(tmpdir(), "nonstop-setup-"));
  writes = [];
  const none = (): never => {
    throw new Error("no media in this test");
  };
  const world: World = {
    nowMs: () => Date.parse("2026-11-29T12:00:00Z"),
    keep: keepInMemory,
    deliver: () => undefined,
    guests: { prepare: none, start: none },
    films: { copy: none, video: none, film: none },
    feeds: { open: none, master: () => undefined, file: () => undefined, remove: () => undefined },
  };
  const { app } = streamServer({
    world,
    token: TOKEN,
    webhook: { notificationUrl: "", secret: "stream-webhook-secret" },
    notificationSecret: "stream-notification-secret",
    board,
    origin: "http://cloudflare.test",
    rtmpsUrl: "rtmps://cloudflare.test/live",
  });
  app.route("/", cloudflareApi({ world, board, token: TOKEN, account: account_id, zone: "example.com" }).app);
  vi.stubGlobal("fetch", async (input: string | URL | Request, init?: RequestInit) => {
    const request = new Request(input, init);
    if (request.method !== "GET") writes.push(`${request.method} ${new URL(request.url).pathname}`);
    return app.fetch(request);
  });
  client = new Cloudflare({ apiToken: TOKEN, baseURL: API, maxRetries: 0 });
});
afterEach(() => {
  vi.unstubAllGlobals();
  rmSync(path, { recursive: true });
});

type Changes = Parameters<typeof answersOf>[0];

/** One run of setup, as somebody runs it who agrees to everything. */
async function setup(
  changes: Changes = {},
): Promise<{ outcome: Outcome; said: string; folder: StationFolder }> {
  const read = readAnswers(
    answersOf({ ...changes, cloudflare: { apiUrl: API, ...changes?.["cloudflare"] } }),
  );
  if (read.kind === "wrong") throw new Error(read.problems[0]?.what);
  const folder = new StationFolder(path);
  folder.keepAnswers(read.answers);
  folder.keepSecrets({ CONTENTFUL_CDA_TOKEN: "contentful-delivery-token" });
  const context = { answers: read.answers, folder };
  const lines: string[] = [];
  const outcome = await runSetup(
    [generatedSecrets(folder), ...cloudflareParts(context), ...deploymentParts(context)],
    { say: (line) => void lines.push(line), agree: () => Promise.resolve(true) },
    { secrets: () => Object.values(folder.secrets) },
  );
  return { outcome, said: lines.join("\n"), folder };
}

const zoneId = async (): Promise<string> => (await client.zones.list()).result[0]?.id ?? "";
const config = (folder: StationFolder, worker: string): Record<string, never> =>
  JSON.parse(folder.text(`wrangler/${worker}.json`) ?? "null") as Record<string, never>;

it("makes everything in the first run, and changes nothing in the second", async () => {
  const first = await setup();
  expect(first.outcome).toBe("changed");
  const made = first.folder.made;
  expect(made).toMatchObject({ bucket: "nonstop-media" });
  expect((await client.kv.namespaces.list({ account_id })).result).toMatchObject([
    { id: made.kvNamespaceId, title: "nonstop-station" },
  ]);
  const { rules = [] } = await client.r2.buckets.lifecycle.get("nonstop-media", { account_id });
  expect(rules).toHaveLength(1);
  expect(rules[0]).not.toHaveProperty("deleteObjectsTransition");
  const entrypoint = await client.rulesets.phases.get("http_config_settings", { zone_id: await zoneId() });
  expect(entrypoint.rules).toMatchObject([{ action: "set_config", action_parameters: { bic: false } }]);
  const secrets = first.folder.secrets;
  writes = [];
  const second = await setup();
  expect(second.outcome).toBe("as-it-should-be");
  expect(writes).toEqual([]);
  expect(second.folder.secrets).toEqual(secrets);
});

it("tells no secret, in neither run", async () => {
  const { said, folder } = await setup();
  const again = await setup();
  for (const secret of Object.values(folder.secrets)) {
    expect(said).not.toContain(secret);
    expect(again.said).not.toContain(secret);
  }
});

it("names every permission that the token lacks, at once, and changes nothing", async () => {
  board.all.stream.missingScopes = ["Workers R2 Storage", "Config Rules", "Access: Apps and Policies"];
  const { outcome, said } = await setup({ cloudflare: { accessEmails: ["ada@example.com"] } });
  expect(outcome).toBe("trouble");
  for (const permission of [
    "Account > Workers R2 Storage > Edit",
    "Zone > Config Rules > Edit",
    "Account > Access: Apps and Policies > Edit",
  ])
    expect(said).toContain(`Cloudflare's token lacks ${permission}`);
  expect(said).not.toContain("Workers KV Storage > Edit");
  expect(writes).toEqual([]);
});

it("names a permission that reads but does not edit, and goes on when it was given", async () => {
  board.all.stream.missingScopes = ["Workers R2 Storage Edit"];
  const stopped = await setup();
  expect(stopped.outcome).toBe("trouble");
  expect(stopped.said).toContain("lacks Account > Workers R2 Storage > Edit");
  board.all.stream.missingScopes = [];
  const { outcome, said } = await setup();
  expect(outcome).toBe("changed");
  // What was made before it stopped is not made again.
  expect(said).not.toContain("+ make the KV namespace");
  expect((await client.kv.namespaces.list({ account_id })).result).toHaveLength(1);
});

it("says what is wrong with a token that Cloudflare does not know, and with a zone that it cannot see", async () => {
  const unknown = await setup({ cloudflare: { apiToken: "some-other-token" } });
  expect(unknown.said).toContain("Cloudflare does not know the token of cloudflare.apiToken");
  board.all.stream.missingScopes = ["Zone"];
  const blind = await setup();
  expect(blind.said).toContain("shows the token no zone example.com");
  expect(blind.said).toContain("Zone > Zone > Read");
});

it("says when a product is not switched on, and when the API cannot be reached", async () => {
  board.all.stream.refusals = [{ method: "GET", path: "/r2/buckets", status: 403, code: 10042 }];
  expect((await setup()).said).toContain("R2 is not switched on in this account");
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("fetch failed")));
  const { said } = await setup();
  expect(said).toContain("Cloudflare's API could not be reached");
});

it("leaves everything alone that is not the station's", async () => {
  const zone_id = await zoneId();
  const bic = {
    action: "set_config",
    action_parameters: { bic: true },
    expression: "true",
    ref: "theirs",
  } as const;
  const phase = "http_config_settings";
  await client.rulesets.create({ zone_id, kind: "zone", name: "default", phase, rules: [bic] });
  await client.dns.records.create({
    zone_id,
    type: "A",
    name: "www.example.com",
    content: "192.0.2.1",
    ttl: 1,
  });
  await client.kv.namespaces.create({ account_id, title: "theirs" });
  await client.r2.buckets.create({ account_id, name: "nonstop-media" });
  const theirRule = {
    id: "theirs",
    enabled: true,
    conditions: { prefix: "tmp/" },
    deleteObjectsTransition: { condition: { type: "Age" as const, maxAge: 86_400 } },
  };
  await client.r2.buckets.lifecycle.update("nonstop-media", { account_id, rules: [theirRule] });
  const theirApp = { type: "self_hosted", domain: "wiki.example.com", name: "Wiki" } as const;
  await client.zeroTrust.access.applications.create({ account_id, ...theirApp });
  const route = { pattern: "www.example.com/*", script: "theirs" };
  await client.workers.routes.create({ zone_id, ...route });

  const { outcome, said } = await setup({
    station: { ingestAddress: "192.0.2.7" },
    cloudflare: { accessEmails: ["ada@example.com"] },
  });
  expect(outcome).toBe("changed");
  const { rules } = await client.rulesets.phases.get(phase, { zone_id });
  expect(rules).toMatchObject([bic, { ref: "nonstop_no_browser_check" }]);
  const letsIn = rules?.[1]?.expression ?? "";
  for (const path of ["/epg/", "/oembed", "/logo.png", "/sitemap.xml", "/robots.txt", "/shows/"])
    expect(letsIn).toContain(`"${path}"`);
  expect(letsIn).toContain('(ends_with(http.request.uri.path, ".ics") and (starts_with(');
  const records = (await client.dns.records.list({ zone_id })).result;
  expect(records).toMatchObject([
    { name: "www.example.com", content: "192.0.2.1" },
    { name: "in.example.com", content: "192.0.2.7", proxied: false },
  ]);
  const lifecycle = await client.r2.buckets.lifecycle.get("nonstop-media", { account_id });
  expect(lifecycle.rules).toMatchObject([theirRule, { abortMultipartUploadsTransition: {} }]);
  expect(said).toContain('its lifecycle rule "theirs" deletes what is below "tmp/"');
  const apps = (await client.zeroTrust.access.applications.list({ account_id })).result;
  expect(apps).toMatchObject([theirApp, { domain: "tv.example.com/control-room" }]);
  expect((await client.workers.routes.list({ zone_id })).result).toMatchObject([route]);
  expect((await client.kv.namespaces.list({ account_id })).result).toHaveLength(2);
});

it("does not take a name that something else stands at", async () => {
  const zone_id = await zoneId();
  await client.dns.records.create({
    zone_id,
    type: "A",
    name: "tv.example.com",
    content: "192.0.2.1",
    ttl: 1,
  });
  await client.workers.routes.create({ zone_id, pattern: "*.example.com/*", script: "theirs" });
  const { outcome, said } = await setup();
  expect(outcome).toBe("trouble");
  expect(said).toContain("tv.example.com has a DNS record of its own: A 192.0.2.1");
  expect(said).toContain("The route *.example.com/* of the Worker theirs reaches over tv.example.com");
  expect(writes.filter((write) => !/dns_records|routes/.test(write))).toEqual([]);
});

it("says which record ingest's name needs while its machine is unknown, and takes a proxied one off the proxy", async () => {
  const { said } = await setup();
  expect(said).toContain("in.example.com A <the machine's IPv4 address>, DNS only");
  const zone_id = await zoneId();
  const record = { type: "A", name: "in.example.com", content: "192.0.2.9", ttl: 1, proxied: true } as const;
  await client.dns.records.create({ zone_id, ...record });
  expect((await setup()).outcome).toBe("changed");
  expect((await client.dns.records.list({ zone_id })).result).toMatchObject([{ ...record, proxied: false }]);
});

it("puts Access in front of the control room, for whom the answers name now", async () => {
  const { folder } = await setup({ cloudflare: { accessEmails: ["ada@example.com"] } });
  const [app] = (await client.zeroTrust.access.applications.list({ account_id })).result;
  expect(app).toMatchObject({ path_cookie_attribute: false, domain: "tv.example.com/control-room" });
  expect(config(folder, "control")["vars"]).toMatchObject({
    ACCESS_AUD: app !== undefined && "aud" in app ? app.aud : "",
    ACCESS_TEAM_DOMAIN: "nonstop.cloudflareaccess.com",
  });
  const emails = ["ada@example.com", "grace@example.com"];
  expect((await setup({ cloudflare: { accessEmails: emails } })).outcome).toBe("changed");
  const apps = (await client.zeroTrust.access.applications.list({ account_id })).result;
  expect(JSON.stringify(apps)).toContain("grace@example.com");
  expect(apps).toHaveLength(1);
  const wrong = await setup({ cloudflare: { accessEmails: emails, accessTeam: "others" } });
  expect(wrong.said).toContain("not others");
});

it("has Stream call the station, unless Stream already calls somebody else", async () => {
  const cloudflare = { streamToken: TOKEN };
  const { folder } = await setup({ cloudflare });
  expect(await client.stream.webhooks.get({ account_id })).toMatchObject({
    notificationUrl: "https://tv.example.com/hooks/stream",
  });
  expect(folder.secrets["STREAM_WEBHOOK_SECRET"]).toBe("stream-webhook-secret");
  expect(config(folder, "control")["secrets"]).toMatchObject({
    required: expect.arrayContaining(["STREAM_API_TOKEN", "STREAM_WEBHOOK_SECRET"]) as string[],
  });
  await client.stream.webhooks.update({ account_id, notificationUrl: "https://elsewhere.example/hook" });
  const { said } = await setup({ cloudflare });
  expect(said).toContain("leads to https://elsewhere.example/hook and was left alone");
});

it("gives deployed Workers the secrets that they lack, in bulk", async () => {
  await setup();
  for (const name of ["nonstop-channel", "nonstop"])
    await client.put(`/accounts/${account_id}/workers/scripts/${name}`, { body: {} });
  writes = [];
  expect((await setup()).outcome).toBe("changed");
  expect(writes).toEqual([
    `PATCH /client/v4/accounts/${account_id}/workers/scripts/nonstop-channel/secrets-bulk`,
    `PATCH /client/v4/accounts/${account_id}/workers/scripts/nonstop/secrets-bulk`,
  ]);
  const { result } = await client.workers.scripts.secrets.list("nonstop-channel", { account_id });
  expect(result.map(({ name }) => name).toSorted()).toEqual([
    "OPERATOR_TOKEN",
    "ORIGIN_TOKEN_INGEST",
    "ORIGIN_TOKEN_PLAYOUT",
  ]);
});
