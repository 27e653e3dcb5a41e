import { join } from "node:path";
import type { WorkerName } from "@nonstop/contract/worker-of-path";

/** What each Worker is deployed from, below the repository. */
export const WORKER_CONFIGS: Readonly<Record<WorkerName, string>> = {
  channel: "apps/channel/wrangler.toml",
  viewers: "apps/viewers/wrangler.toml",
  control: "wrangler.toml",
};

/** The order of deployment: viewers and control bind the channel's object, so its Worker must be there first. */
export const DEPLOY_ORDER = ["channel", "viewers", "control"] as const satisfies readonly WorkerName[];

/** Workers whose containers stand beside, or in place of, those of a machine of ours. They are deployed apart. */
export const CONTAINER_CONFIGS = {
  playout: "apps/containers/playout.wrangler.toml",
  ingest: "apps/containers/ingest.wrangler.toml",
} as const;
export type ContainerName = keyof typeof CONTAINER_CONFIGS;

/** The words of wrangler that build a container's image, which wants a Docker engine, and deploy its Worker with its secrets. */
export function containerDeployment(
  container: ContainerName,
  configs: string,
  secretsFile: string,
): string[] {
  const config = join(configs, `container-${container}.json`);
  return [
    "node_modules/wrangler/bin/wrangler.js",
    "deploy",
    "--config",
    config,
    "--secrets-file",
    secretsFile,
  ];
}

/** The words of wrangler that try the Worker of a container. Its image is not built, for that wants a Docker engine. */
export function containerDryRun(container: ContainerName, outdir: string): string[] {
  return [
    "node_modules/wrangler/bin/wrangler.js",
    "deploy",
    "--config",
    CONTAINER_CONFIGS[container],
    "--containers-rollout=none",
    "--dry-run",
    "--outdir",
    join(outdir, container),
  ];
}

/** One run of wrangler: its words follow `node`, from the repository's root. */
export type Deployment = { worker: WorkerName; words: readonly string[] };

/**
 * Where to: to Cloudflare, from the configurations of a real station and with each Worker's secrets; or nowhere, with the bundles
 * kept below `outdir`. A dry run of no station's configurations tries those of development.
 */
export type DeployTarget =
  | { kind: "cloudflare"; configs: string; secretsFile: (worker: WorkerName) => string }
  | { kind: "dry-run"; configs?: string | undefined; outdir?: string | undefined };

/** The runs of wrangler that deploy these Workers, in the order in which they have to succeed. */
export function deployments(target: DeployTarget, workers: readonly WorkerName[]): Deployment[] {
  return DEPLOY_ORDER.filter((worker) => workers.includes(worker)).map((worker) => ({
    worker,
    words: [
      "node_modules/wrangler/bin/wrangler.js",
      "deploy",
      "--config",
      configOf(worker, target.configs),
      ...(target.kind === "cloudflare"
        ? // Code and secrets in one version: a Worker is never there without them.
          ["--secrets-file", target.secretsFile(worker)]
        : dryRunWords(worker, target.outdir)),
    ],
  }));
}

/** A Worker's configuration among those of a real station, or that of development. */
export function configOf(worker: WorkerName, configs: string | undefined): string {
  return configs === undefined ? WORKER_CONFIGS[worker] : join(configs, `${worker}.json`);
}

/** In words: what stands after the deployments of these Workers, in their order, stopped at `failed`. */
export function whatStands(workers: readonly WorkerName[], failed: WorkerName): string {
  const done = workers.slice(0, workers.indexOf(failed));
  const left = DEPLOY_ORDER.filter((worker) => !done.includes(worker));
  return [
    `${failed} could not be deployed.`,
    done.length === 0 ? "Nothing was changed." : `New: ${done.join(", ")}.`,
    `As before: ${left.join(", ")}.`,
    "Deploying again is safe.",
  ].join(" ");
}

function dryRunWords(worker: WorkerName, outdir: string | undefined): string[] {
  return ["--dry-run", ...(outdir === undefined ? [] : ["--outdir", join(outdir, worker)])];
}
