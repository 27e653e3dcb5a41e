import { readFileSync } from "node:fs";
import { WORKERS } from "@nonstop/contract/worker-of-path";
import { expect, it } from "vitest";
import { DEPLOY_ORDER, deployments, WORKER_CONFIGS, whatStands } from "./deploy-plan.ts";

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

it("deploys each from the station's configurations, together with its secrets", () => {
  const target = {
    kind: "cloudflare",
    configs: "conf",
    secretsFile: (worker: string) => `secret/${worker}`,
  } as const;
  expect(deployments(target, ["viewers"])[0]?.words.slice(2)).toEqual([
    "--config",
    "conf/viewers.json",
    "--secrets-file",
    "secret/viewers",
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
