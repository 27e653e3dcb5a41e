import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { WORKERS, type WorkerName, workerOfPath } from "@nonstop/contract/worker-of-path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Unstable_RawConfig } from "wrangler";
import { REPOSITORY } from "../../repository.ts";
import type { SetupContext } from "../parts.ts";
import { setUpFolder } from "../station-under-test.ts";
import { configFaults, configNotes, secretFaults } from "./config-faults.ts";
import { containerConfig, containersOf } from "./container-config.ts";
import { developmentConfig } from "./development-config.ts";
import { workerConfig } from "./worker-config.ts";
import { WORKER_SETTINGS } from "./worker-settings.ts";

const HOST = "tv.example.com";
let path: string;
let context: SetupContext;
beforeAll(async () => {
  path = mkdtempSync(join(tmpdir(), "nonstop-config-"));
  context = await setUpFolder(path);
});
afterAll(() => rmSync(path, { recursive: true }));

const made = (worker: WorkerName, of = context): Unstable_RawConfig =>
  workerConfig(worker, { folder: path, context: of });
const patternsOf = (worker: WorkerName): string[] =>
  (made(worker).routes ?? []).map((route) => (typeof route === "string" ? route : route.pattern));

/** Whom Cloudflare asks: the longest route that fits, else the Worker whose domain it is. */
function askedFor(address: string): string | undefined {
  const routes = WORKERS.flatMap((worker) => patternsOf(worker).map((pattern) => ({ worker, pattern })));
  const fits = routes.filter(
    ({ pattern }) => `${HOST}${address}`.startsWith(pattern.replace(/\*$/, "")) && pattern.endsWith("*"),
  );
  const longest = fits.toSorted((a, b) => b.pattern.length - a.pattern.length)[0];
  return longest?.worker ?? routes.find(({ pattern }) => pattern === HOST)?.worker;
}

it.each([
  "/live/main/index.m3u8",
  "/replay/show.m3u8",
  "/origin/v1/clock",
  "/origin/v1/schedule/pulls",
  "/origin",
  "/",
  "/api/v1/openapi.json",
])("has the same Worker answer %s as the table of paths says", (address) => {
  expect(askedFor(address)).toBe(workerOfPath(address));
});

it("gives the hostname to control, as a custom domain, and nothing but that hostname leads to any of them", () => {
  expect(made("control").routes?.[0]).toEqual({ pattern: HOST, custom_domain: true });
  for (const worker of WORKERS) {
    expect(made(worker)).toMatchObject({ workers_dev: false, preview_urls: false });
    for (const pattern of patternsOf(worker)) expect(pattern.startsWith(HOST)).toBe(true);
  }
});

it.each(WORKERS)("makes a configuration of %s that stands alone and may be deployed", (worker) => {
  const config = made(worker);
  expect(configFaults(config)).toEqual([]);
  expect(config).not.toHaveProperty("env");
  expect(config).not.toHaveProperty("migrations");
  expect(config.observability?.head_sampling_rate).toBeLessThan(0.1);
  expect(readFileSync(resolve(path, config.main ?? ""), "utf8")).toContain("export");
});

it("declares objects in the Worker that has them, by class", () => {
  expect(made("channel").exports).toEqual({ Channel: { type: "durable-object", storage: "sqlite" } });
  expect(Object.keys(made("control").exports ?? {})).toEqual(["Schedule", "Sessions"]);
  expect(made("viewers")).not.toHaveProperty("exports");
});

it("serves files without running the Worker, the player's page apart", () => {
  expect(made("control").assets).toMatchObject({
    run_worker_first: ["/", "/contentful/*", "/guest/*", "/embed/*"],
    not_found_handling: "none",
  });
});

it("says which secrets each needs, and keeps them out of the settings", () => {
  const { required = [] } = made("control").secrets ?? {};
  expect(required).toEqual(expect.arrayContaining(["STREAM_KEY_SECRET", "PRODUCER_TOKEN", "ZOOM_CLIENT_ID"]));
  expect(required).not.toContain("SMTP_PASSWORD");
  expect(made("viewers").secrets).toEqual({ required: [] });
  const text = WORKERS.map((worker) => JSON.stringify(made(worker))).join("\n");
  for (const secret of Object.values(context.folder.secrets)) expect(text).not.toContain(secret);
});

it("has no address logged by the Worker that guests' pages come from: their links are secrets", () => {
  expect(made(workerOfPath("/guest/a-token")).observability?.logs?.invocation_logs).toBe(false);
  expect(made("channel").observability?.logs?.invocation_logs).toBe(true);
});

it("counts each station's strangers apart", async () => {
  const other = await setUpFolder(join(path, "other"), { station: { host: "tv2.example.com" } });
  const idsOf = (config: Unstable_RawConfig): string[] =>
    (config.ratelimits ?? []).map((each) => each.namespace_id);
  const ours = idsOf(made("control"));
  expect(ours).not.toEqual(idsOf(made("control", other)));
  for (const id of ours) expect(Number(id)).toBeLessThan(2 ** 31);
  // Wrong tokens are counted together by control and channel.
  expect(ours).toContain(idsOf(made("channel"))[0]);
});

it.each(WORKERS)("knows every setting and secret of %s", (worker) => {
  const env = { channel: "apps/channel", viewers: "apps/viewers", control: "apps/control" }[worker];
  const source = readFileSync(join(REPOSITORY, env, "src/env.ts"), "utf8");
  const used = [...source.matchAll(/^\s+([A-Z][A-Z_]+)\??: string\b/gm)].map(([, name]) => name);
  const listed = WORKER_SETTINGS.filter(({ workers }) => workers.includes(worker)).map(({ name }) => name);
  expect(listed).toEqual(
    expect.arrayContaining([...used, ...Object.keys(developmentConfig(worker).vars ?? {})]),
  );
});

it.each(WORKERS)(
  "refuses to have the configuration of development of %s deployed, field by field",
  (worker) => {
    const faults = configFaults(developmentConfig(worker)).map(({ what }) => what);
    expect(faults).toContainEqual(expect.stringContaining("routes are missing"));
    expect(faults).toContainEqual(expect.stringContaining("workers_dev"));
    if (worker !== "viewers") expect(faults).toContainEqual(expect.stringContaining("kv_namespaces STATION"));
    if (worker === "control")
      for (const name of ["PUBLIC_URL", "RTMP_URL", "CONTENTFUL_CDA_HOST", "CONTENTFUL_INSECURE"])
        expect(faults).toContainEqual(expect.stringContaining(`vars.${name}`));
  },
);

it.each([
  ["vars", { PULL_LOCAL: "1" }, "vars.PULL_LOCAL is for development alone"],
  ["vars", { INGEST_URL: "http://in.example.com" }, "vars.INGEST_URL is without TLS"],
  ["vars", { INGEST_URL: "https://localhost:8935" }, "vars.INGEST_URL leads to this machine"],
  ["vars", { PRODUCER_TOKEN: "a-token" }, "vars.PRODUCER_TOKEN is a secret among the settings"],
  ["env", { production: {} }, "env has environments"],
  ["r2_buckets", [{ binding: "MEDIA" }], "r2_buckets MEDIA has no name"],
])("refuses %s: %j", (field, value, fault) => {
  const config = made("control");
  const wrong = {
    ...config,
    [field]: Array.isArray(value) ? value : { ...(field === "vars" ? config.vars : {}), ...value },
  };
  const [problem, ...others] = configFaults(wrong);
  expect(problem?.what).toContain(fault);
  expect(problem?.cure).not.toBe("");
  expect(others).toEqual([]);
});

it("refuses secrets of a demo, and says when the channel's place is left open", async () => {
  expect(
    secretFaults("control", { ...context.folder.secrets, INGEST_TOKEN: "demo-only-ingest-token" }),
  ).toMatchObject([{ what: expect.stringContaining("INGEST_TOKEN") as string }]);
  expect(secretFaults("control", context.folder.secrets)).toEqual([]);
  expect(configNotes(made("channel"))).toEqual([]);
  const anywhere = await setUpFolder(join(path, "anywhere"), { station: { region: "" } });
  expect(configNotes(made("channel", anywhere))).toHaveLength(1);
});

it("makes a playout's container for this station, and ingest's where no machine takes the pictures", async () => {
  expect(containersOf(context)).toEqual(["playout"]);
  const config = containerConfig("playout", { folder: path, context });
  expect(config.vars).toMatchObject({
    EDGE_URL: `https://${HOST}`,
    INGEST_URL: "https://in.example.com",
    REGION: "weur",
  });
  expect(config).not.toHaveProperty("routes");
  for (const { image, image_build_context: around } of config.containers ?? []) {
    expect(readFileSync(resolve(path, image ?? ""), "utf8")).toContain("FROM");
    expect(resolve(path, around ?? "")).toBe(resolve(REPOSITORY));
  }
  const pulled = await setUpFolder(join(path, "pulled"), {
    station: { liveSource: "cloudflare-stream" },
    cloudflare: { streamToken: "cloudflare-stream-token" },
  });
  expect(containersOf(pulled)).toEqual(["playout", "ingest"]);
  expect(containerConfig("ingest", { folder: path, context: pulled }).routes).toEqual([
    { pattern: "in.example.com", custom_domain: true },
  ]);
  // Every secret that a container's Worker requires is one that setup makes.
  for (const container of containersOf(pulled)) {
    const { required = [] } = containerConfig(container, { folder: path, context: pulled }).secrets ?? {};
    expect(Object.keys(pulled.folder.secrets)).toEqual(expect.arrayContaining(required));
  }
});
