import { readFileSync } from "node:fs";
import { WORKERS, workerOfPath } from "@nonstop/contract/worker-of-path";
import { expect, it } from "vitest";
import { DEPLOY_ORDER, deployments, WORKER_CONFIGS, whatStands } from "./deploy-plan.ts";

const HOST = "tv.example.com";

/** The values that follow a flag, as a Worker's deployment to HOST gives them. */
const given = (worker: string, flag: string): string[] =>
  deployments({ kind: "host", host: HOST }, WORKERS)
    .filter((one) => one.worker === worker)
    .flatMap(({ words }) => words.filter((_, index) => words[index - 1] === flag));

/** Whom Cloudflare asks: the longest route that fits, else the Worker whose domain it is. */
function askedFor(path: string): string | undefined {
  const routes = WORKERS.flatMap((worker) =>
    given(worker, "--route").map((route) => ({ worker, below: route.slice(HOST.length, -1) })),
  );
  const fits = routes.filter(({ below }) => path.startsWith(below));
  const longest = fits.toSorted((a, b) => b.below.length - a.below.length)[0];
  return longest?.worker ?? WORKERS.find((worker) => given(worker, "--domain").includes(HOST));
}

it.each([
  "/live/main/index.m3u8",
  "/replay/show.m3u8",
  "/origin/v1/clock",
  "/origin/v1/schedule/pulls",
  "/origin",
  "/",
  "/api/v1/openapi.json",
])("has the same Worker answer %s as the table of paths says", (path) => {
  expect(askedFor(path)).toBe(workerOfPath(path));
});

it("deploys every Worker once, and none before the one whose object it binds", () => {
  expect([...DEPLOY_ORDER].toSorted()).toEqual([...WORKERS].toSorted());
  const standing = new Set<string>();
  for (const worker of DEPLOY_ORDER) {
    const config = readFileSync(new URL(`../../${WORKER_CONFIGS[worker]}`, import.meta.url), "utf8");
    const named = (key: string): string[] =>
      [...config.matchAll(new RegExp(`^${key} = "(.+)"$`, "gm"))].map(([, name]) => name ?? "");
    for (const bound of named("script_name")) expect(standing).toContain(bound);
    standing.add(named("name")[0] ?? "");
  }
  expect(standing).toContain("nonstop-channel");
});

it("tries each in a folder of its own, without an address", () => {
  const words = deployments({ kind: "dry-run", outdir: "out" }, WORKERS).map((one) => one.words.slice(2));
  expect(words).toEqual([
    ["--config", "apps/channel/wrangler.toml", "--dry-run", "--outdir", "out/channel"],
    ["--config", "apps/viewers/wrangler.toml", "--dry-run", "--outdir", "out/viewers"],
    ["--config", "wrangler.toml", "--dry-run", "--outdir", "out/control"],
  ]);
});

it("deploys some alone, still in their order", () => {
  const some = deployments({ kind: "dry-run" }, ["control", "viewers"]);
  expect(some.map(({ worker }) => worker)).toEqual(["viewers", "control"]);
});

it("says what stands when one fails", () => {
  const all = "As before: channel, viewers, control.";
  expect(whatStands(DEPLOY_ORDER, "channel")).toContain(`Nothing was changed. ${all}`);
  expect(whatStands(DEPLOY_ORDER, "control")).toContain("New: channel, viewers. As before: control.");
  expect(whatStands(["control"], "control")).toContain(`Nothing was changed. ${all}`);
});
