import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { WORKERS, type WorkerName } from "@nonstop/contract/worker-of-path";
import { z } from "zod";
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
import type { Problem } from "./setup/part.ts";
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

const Only = z.array(z.enum(WORKERS, `--only: one of ${WORKERS.join(", ")}`));

const CONTAINERS: readonly ContainerName[] = ["playout", "ingest"];
const Container = z.enum(CONTAINERS, `--container: one of ${CONTAINERS.join(", ")}`);

type Order =
  | {
      kind: "deploy";
      folder: string;
      workers: readonly WorkerName[];
      container: ContainerName | undefined;
    }
  | { kind: "try"; configs: string | undefined; outdir: string | undefined; workers: readonly WorkerName[] }
  | { kind: "help" };

/** What a command's words ask for. Throws a sentence for whoever typed them. */
function orderOf(args: string[]): Order {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: "string", multiple: true },
      container: { type: "string" },
      folder: { type: "string", default: ".station" },
      "dry-run": { type: "boolean", default: false },
      "config-dir": { type: "string" },
      outdir: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return { kind: "help" };
  const only = Only.safeParse(values.only ?? WORKERS);
  if (!only.success) throw new Error(only.error.issues[0]?.message);
  const workers = DEPLOY_ORDER.filter((worker) => only.data.includes(worker));
  const container = Container.optional().safeParse(values.container);
  if (!container.success) throw new Error(container.error.issues[0]?.message);
  const { "config-dir": configs, outdir } = values;
  if (values["dry-run"]) return { kind: "try", configs: inFull(configs), outdir: inFull(outdir), workers };
  if (configs !== undefined || outdir !== undefined)
    throw new Error("--config-dir and --outdir go with --dry-run: a deployment is made from --folder.");
  const folder = resolve(REPOSITORY, values.folder);
  const isContainer = container.data !== undefined;
  return { kind: "deploy", folder, workers: isContainer ? [] : workers, container: container.data };
}

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

async function deploy({
  folder: path,
  workers,
  container,
}: Extract<Order, { kind: "deploy" }>): Promise<void> {
  const folder = new StationFolder(path);
  const ready = readyToDeploy(folder, workers, container === undefined ? [] : [container]);
  if (ready.kind === "refused") return refuse(`Not deployed.\n${inWords(ready.problems)}`);
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

async function tryOut({ configs, outdir, workers }: Extract<Order, { kind: "try" }>): Promise<void> {
  const faults = configs === undefined ? [] : faultsIn(configs, workers);
  const failed = await runAll({ kind: "dry-run", configs, outdir }, workers);
  if (failed !== undefined) return refuse(failed);
  say(`\nCould be bundled: ${workers.join(", ")}.`);
  if (faults.length > 0) say(`A deployment would be refused:\n${inWords(faults)}`);
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const inWords = (problems: readonly Problem[]): string =>
  problems.map(({ what, cure }) => `✗ ${what}\n  ${cure}`).join("\n");
function refuse(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}

function orderOrRefuse(): Order | undefined {
  try {
    return orderOf(process.argv.slice(2));
  } catch (error) {
    refuse(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
    return undefined;
  }
}

const order = orderOrRefuse();
if (order?.kind === "help") say(HELP);
else if (order?.kind === "try") await tryOut(order);
else if (order?.kind === "deploy") await deploy(order);
