import Cloudflare, { APIError } from "cloudflare";
import { beforeEach, expect, it } from "vitest";
import { commonRoutes, type FaultBoard } from "../server/common-routes.ts";
import { noFaults } from "../server/faults.ts";
import { keepInMemory } from "../server/world.ts";
import { cloudflareApi } from "./cloudflare-api.ts";

const account_id = "acc";
let board: FaultBoard;
let client: Cloudflare;
let send: (path: string, init?: RequestInit) => Promise<Response>;

beforeEach(() => {
  board = { all: noFaults() };
  const world = { nowMs: () => Date.parse("2026-11-29T12:00:00Z"), keep: keepInMemory };
  const { app } = cloudflareApi({
    world,
    board,
    token: "cf-token",
    account: account_id,
    zone: "example.com",
  });
  app.route(
    "/",
    commonRoutes(board, () => ({})),
  );
  send = (path, init) => Promise.resolve(app.request(`http://cloudflare.test${path}`, init));
  client = clientWith("cf-token");
});

const clientWith = (apiToken: string): Cloudflare =>
  new Cloudflare({
    apiToken,
    baseURL: "http://cloudflare.test/client/v4",
    maxRetries: 0,
    fetch: (url, init) =>
      send((url instanceof Request ? url.url : url).toString().replace("http://cloudflare.test", ""), init),
  });

async function zoneId(): Promise<string> {
  for await (const zone of client.zones.list({ name: "example.com", account: { id: account_id } }))
    return zone.id;
  throw new Error("no zone");
}

/** Status and code of a call that is refused. */
async function refusal(call: Promise<unknown>): Promise<[number | undefined, number | undefined]> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof APIError)) throw new Error("was not refused", { cause: error });
  return [error.status, error.errors[0]?.code];
}

it("knows its token and no other", async () => {
  expect(await client.user.tokens.verify()).toMatchObject({ status: "active" });
  expect(await refusal(clientWith("other").user.tokens.verify())).toEqual([401, 1000]);
  expect(await refusal(clientWith("other").kv.namespaces.create({ account_id, title: "t" }))).toEqual([
    403, 10000,
  ]);
});

it("makes, pages and refuses KV namespaces", async () => {
  for (let i = 0; i < 25; i++) await client.kv.namespaces.create({ account_id, title: `n${i}` });
  const titles: string[] = [];
  for await (const { title } of client.kv.namespaces.list({ account_id, per_page: 10 })) titles.push(title);
  expect(titles).toHaveLength(25);
  expect(await refusal(client.kv.namespaces.create({ account_id, title: "n3" }))).toEqual([400, 10014]);
  expect(await refusal(client.kv.namespaces.get("nowhere", { account_id }))).toEqual([404, 10013]);
});

it("makes R2 buckets that end stale uploads, and replaces their rules whole", async () => {
  await client.r2.buckets.create({ account_id, name: "media", locationHint: "weur" });
  expect(await client.r2.buckets.get("media", { account_id })).toMatchObject({
    name: "media",
    location: "WEUR",
  });
  const { rules } = await client.r2.buckets.lifecycle.get("media", { account_id });
  expect(rules).toMatchObject([{ abortMultipartUploadsTransition: { condition: { maxAge: 604_800 } } }]);
  const gone = { id: "gone", enabled: true, conditions: { prefix: "tmp/" } };
  await client.r2.buckets.lifecycle.update("media", { account_id, rules: [gone] });
  expect((await client.r2.buckets.lifecycle.get("media", { account_id })).rules).toEqual([gone]);
  expect(await refusal(client.r2.buckets.create({ account_id, name: "media" }))).toEqual([409, 10004]);
  expect(await refusal(client.r2.buckets.get("other", { account_id }))).toEqual([404, 10006]);
});

it("keeps DNS records that can stand beside each other", async () => {
  const zone_id = await zoneId();
  const record = { zone_id, type: "A", name: "in.example.com", content: "192.0.2.7", ttl: 1 } as const;
  const made = await client.dns.records.create(record);
  expect(made).toMatchObject({ proxied: false, content: "192.0.2.7" });
  expect(await refusal(client.dns.records.create(record))).toEqual([400, 81058]);
  expect(await refusal(client.dns.records.create({ ...record, content: "nonsense" }))).toEqual([400, 9005]);
  const cname = { ...record, type: "CNAME", content: "a.example.com" } as const;
  expect(await refusal(client.dns.records.create(cname))).toEqual([400, 81053]);
  await client.dns.records.edit(made.id, { ...record, content: "192.0.2.8" });
  const found = [];
  for await (const each of client.dns.records.list({ zone_id, name: { exact: "in.example.com" } }))
    found.push(each);
  expect(found).toMatchObject([{ id: made.id, content: "192.0.2.8" }]);
});

it("keeps rules by phase: one is added beside the others, and an entry point is replaced whole", async () => {
  const zone_id = await zoneId();
  const phase = "http_config_settings";
  expect(await refusal(client.rulesets.phases.get(phase, { zone_id }))).toEqual([404, 10003]);
  const rule = { action: "set_config", action_parameters: { bic: false }, expression: "true" } as const;
  await client.rulesets.create({ zone_id, kind: "zone", name: "n", phase, rules: [rule] });
  const { id } = await client.rulesets.phases.get(phase, { zone_id });
  await client.rulesets.rules.create(id, { zone_id, ...rule, ref: "ours" });
  const both = await client.rulesets.phases.get(phase, { zone_id });
  expect(both.rules).toHaveLength(2);
  const ours = both.rules?.find(({ ref }) => ref === "ours")?.id ?? "";
  await client.rulesets.rules.edit(ours, { zone_id, ruleset_id: id, ...rule, expression: "false" });
  const edited = await client.rulesets.phases.get(phase, { zone_id });
  expect(edited.rules).toMatchObject([
    { expression: "true" },
    { id: ours, ref: "ours", expression: "false" },
  ]);
  await client.rulesets.phases.update(phase, { zone_id, rules: [rule] });
  expect((await client.rulesets.phases.get(phase, { zone_id })).rules).toHaveLength(1);
});

it("keeps the names of Workers' secrets, one by one and in bulk", async () => {
  const { secrets } = client.workers.scripts;
  const text = (name: string) => ({ name, text: "value", type: "secret_text" as const });
  expect(await refusal(secrets.update("nonstop", { account_id, ...text("A") }))).toEqual([404, 10007]);
  await send(`/client/v4/accounts/${account_id}/workers/scripts/nonstop`, {
    method: "PUT",
    headers: { authorization: "Bearer cf-token" },
  });
  await secrets.update("nonstop", { account_id, ...text("A") });
  await secrets.bulkUpdate("nonstop", { account_id, secrets: { A: null, B: text("B"), C: text("C") } });
  const names: string[] = [];
  for await (const { name } of secrets.list("nonstop", { account_id })) names.push(name);
  expect(names).toEqual(["B", "C"]);
});

it("keeps routes and domains of Workers", async () => {
  const zone_id = await zoneId();
  const route = { zone_id, pattern: "tv.example.com/live/*", script: "nonstop-viewers" };
  await client.workers.routes.create(route);
  expect(await refusal(client.workers.routes.create(route))).toEqual([409, 10020]);
  const routes = async () => (await client.workers.routes.list({ zone_id })).result;
  await client.workers.routes.update((await routes())[0]?.id ?? "", { ...route, script: "other" });
  expect(await routes()).toMatchObject([{ pattern: route.pattern, script: "other" }]);
  await client.workers.domains.update({
    account_id,
    zone_id,
    hostname: "tv.example.com",
    service: "nonstop",
  });
  const { result } = await client.workers.domains.list({ account_id, hostname: "tv.example.com" });
  expect(result).toMatchObject([{ service: "nonstop" }]);
});

it("keeps Access applications with their policies, and tells the team", async () => {
  const { access, organizations } = client.zeroTrust;
  expect(await organizations.list({ account_id })).toMatchObject({
    auth_domain: "nonstop.cloudflareaccess.com",
  });
  const app = {
    account_id,
    type: "self_hosted",
    domain: "tv.example.com/control-room",
    name: "Nonstop",
  } as const;
  const policy = {
    name: "Producers",
    decision: "allow",
    include: [{ email: { email: "p@example.com" } }],
  } as const;
  const made = await access.applications.create({ ...app, policies: [{ ...policy, precedence: 1 }] });
  expect(made).toMatchObject({ aud: expect.stringMatching(/^[0-9a-f]{64}$/) as string, policies: [policy] });
  expect(await refusal(access.applications.create(app))).toEqual([409, 11010]);
});

it("refuses what the token may not do: all of a permission, or the writing alone", async () => {
  const change = (missingScopes: string[]) =>
    send("/sandbox/faults", { method: "POST", body: JSON.stringify({ stream: { missingScopes } }) });
  await change(["Workers KV Storage Edit", "DNS", "Zone"]);
  expect((await client.kv.namespaces.list({ account_id })).result).toEqual([]);
  expect(await refusal(client.kv.namespaces.create({ account_id, title: "t" }))).toEqual([403, 10000]);
  // A token that may read no zone is told of none.
  expect((await client.zones.list()).result).toEqual([]);
  await change(["DNS"]);
  expect(await refusal(client.dns.records.list({ zone_id: await zoneId() }))).toEqual([403, 10000]);
});

it("has a page of faults, and obeys those of calls", async () => {
  const page = await (await send("/faults")).text();
  expect(page).toContain("Workers R2 Storage Edit");
  board.all.stream.refusals = [{ method: "POST", path: "/r2/buckets", status: 403, code: 10042 }];
  expect(await refusal(client.r2.buckets.create({ account_id, name: "media" }))).toEqual([403, 10042]);
  board.all.stream.nextCalls = [{ kind: "rate-limit", retryAfter: "7" }];
  expect((await refusal(client.kv.namespaces.list({ account_id })))[0]).toBe(429);
});
