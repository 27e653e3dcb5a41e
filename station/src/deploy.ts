import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { WORKERS, type WorkerName } from "@nonstop/contract/worker-of-path";
import { commandWords, oneOf, refuse, say } from "./command-words.ts";
import {
  containerDeployment,
  type ContainerName,
  DEPLOY_ORDER,
  deployments,
  whatStands,
  type DeployTarget,
} from "./deploy-plan.ts";
import { fetchArchive } from "./archives/archive-door.ts";
import { whichStation } from "./archives/which-station.ts";
import { archiveFirst } from "./deploy/archive-first.ts";
import { faultsIn, readyToDeploy } from "./deploy/ready-to-deploy.ts";
import { buildPages } from "./edge/web-app.ts";
import { REPOSITORY } from "./repository.ts";
import { CONFIG_FOLDER } from "./setup/cloudflare/configs-part.ts";
import { problemsInWords } from "./setup/part.ts";
import { StationFolder } from "./setup/station-folder.ts";

/** `pnpm run deploy`: builds the pages, then deploys the Workers of a real station one after the other, until one fails. */

const HELP = `pnpm run deploy [--only WORKER ...] [--folder FOLDER]
pnpm run deploy --container NAME [--folder FOLDER]
pnpm run deploy --dry-run [--config-dir FOLDER] [--outdir FOLDER] [--only WORKER ...]

Deploys what \`pnpm setup\` prepared: the Workers of this version, with the station's configurations and secrets.

  --only        channel, viewers or control: a deploy of the channel closes the sockets of playouts and control rooms
  --container   playout or ingest as a Cloudflare Container instead: wants a Docker engine here
  --folder      the station's folder (default .station)
  --dry-run     bundle all, deploy nothing
  --config-dir  with --dry-run: whose configurations are tried (default those of development)
  --outdir      with --dry-run: where the bundles are kept, a folder for each Worker`;

const CONTAINERS: readonly ContainerName[] = ["playout", "ingest"];

type Deployment = { folder: string; workers: readonly WorkerName[]; container: ContainerName | undefined };
type Trial = { configs: string | undefined; outdir: string | undefined; workers: readonly WorkerName[] };

const inFull = (path: string | undefined): string | undefined =>
  path === undefined ? undefined : resolve(path);

/** Runs one of our tools with its output shown; whether it succeeded. */
function run(words: readonly string[], env: Readonly<Record<string, string>> = {}): boolean {
  const { status } = spawnSync(process.execPath, words, {
    cwd: REPOSITORY,
    stdio: "inherit",
    env: { ...process.env, WRANGLER_SEND_METRICS: "false", ...env },
  });
  return status === 0;
}

/** Builds and deploys, or tries. Returns what failed, in words. */
async function runAll(
  target: DeployTarget,
  workers: readonly WorkerName[],
  env: Readonly<Record<string, string>> = {},
): Promise<string | undefined> {
  if (workers.includes("control"))
    try {
      await buildPages(REPOSITORY);
    } catch (error) {
      return `${String(error)}\nThe pages could not be built. Nothing was changed.`;
    }
  for (const { worker, words } of deployments(target, workers)) {
    say(`\n== ${worker}`);
    if (run(words, env)) continue;
    return target.kind === "cloudflare" ? whatStands(workers, worker) : `${worker} cannot be bundled.`;
  }
  return undefined;
}

async function deploy({ folder: path, workers, container }: Deployment): Promise<void> {
  const folder = new StationFolder(path);
  const ready = readyToDeploy(folder, workers, container === undefined ? [] : [container]);
  if (ready.kind === "refused") return refuse(`Not deployed.\n${problemsInWords(ready.problems)}`);
  for (const note of ready.notes) say(`Note: ${note}`);
  const { cloudflare, station } = ready.answers;
  const env = {
    CLOUDFLARE_API_TOKEN: folder.secrets["CLOUDFLARE_API_TOKEN"] ?? "",
    CLOUDFLARE_ACCOUNT_ID: cloudflare.accountId,
    ...(cloudflare.apiUrl === undefined ? {} : { CLOUDFLARE_API_BASE_URL: cloudflare.apiUrl }),
  };
  // Ctrl-C ends wrangler, which counts as its failure: the files of secrets are still removed.
  process.on("SIGINT", () => undefined);
  if (container !== undefined) {
    const secrets = new Map([[container, ready.containerSecretsOf(container)]]);
    const isDeployed = await withSecretFiles(folder, secrets, (fileOf) =>
      Promise.resolve(run(containerDeployment(container, ready.configs, fileOf(container)), env)),
    );
    return isDeployed
      ? say(`\nDeployed: ${container} as a Cloudflare Container.`)
      : refuse(`${container} could not be deployed.`);
  }
  const door = whichStation(REPOSITORY, { folder: path });
  if (door.kind === "station" && workers.includes("control"))
    say(await archiveFirst(folder, () => fetchArchive(door.door)));
  const secrets = new Map(workers.map((worker) => [worker, ready.secretsOf(worker)]));
  const failed = await withSecretFiles(folder, secrets, (secretsFile) =>
    runAll({ kind: "cloudflare", configs: ready.configs, secretsFile }, workers, env),
  );
  if (failed !== undefined) return refuse(failed);
  say(`\nDeployed to https://${station.host}: ${workers.join(", ")}.`);
  say("Look whether all is well with `npx -y pnpm@12 run doctor`.");
}

/** Writes each one's secrets to a file for wrangler, and removes the files when it is done. */
async function withSecretFiles<Name extends string, T>(
  folder: StationFolder,
  secrets: ReadonlyMap<Name, Record<string, string>>,
  use: (fileOf: (name: Name) => string) => Promise<T>,
): Promise<T> {
  const nameOf = (name: Name): string => join(CONFIG_FOLDER, `${name}.secrets.json`);
  for (const [name, values] of secrets) folder.keepText(nameOf(name), JSON.stringify(values));
  try {
    return await use((name) => join(folder.path, nameOf(name)));
  } finally {
    for (const name of secrets.keys()) rmSync(join(folder.path, nameOf(name)), { force: true });
  }
}

async function tryOut({ configs, outdir, workers }: Trial): Promise<void> {
  const faults = configs === undefined ? [] : faultsIn(configs, workers);
  const failed = await runAll({ kind: "dry-run", configs, outdir }, workers);
  if (failed !== undefined) return refuse(failed);
  say(`\nCould be bundled: ${workers.join(", ")}.`);
  if (faults.length > 0) say(`A deployment would be refused:\n${problemsInWords(faults)}`);
}

const { values } = commandWords(HELP, {
  options: {
    only: { type: "string", multiple: true, default: [...WORKERS] },
    container: { type: "string" },
    folder: { type: "string", default: ".station" },
    "dry-run": { type: "boolean", default: false },
    "config-dir": { type: "string" },
    outdir: { type: "string" },
  },
});
const only = values.only.map((word) => oneOf("--only", word, WORKERS, HELP));
const workers = DEPLOY_ORDER.filter((worker) => only.includes(worker));
const container =
  values.container === undefined ? undefined : oneOf("--container", values.container, CONTAINERS, HELP);
const { "config-dir": configs, outdir } = values;
if (values["dry-run"]) await tryOut({ configs: inFull(configs), outdir: inFull(outdir), workers });
else if (configs !== undefined || outdir !== undefined)
  refuse("--config-dir and --outdir go with --dry-run: a deployment is made from --folder.", HELP);
else
  await deploy({
    folder: resolve(REPOSITORY, values.folder),
    workers: container === undefined ? workers : [],
    container,
  });
