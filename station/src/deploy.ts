import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { WORKERS, type WorkerName } from "@nonstop/contract/worker-of-path";
import { z } from "zod";
import { DEPLOY_ORDER, deployments, whatStands, type DeployTarget } from "./deploy-plan.ts";
import { REPOSITORY } from "./station.ts";

/** `pnpm run deploy`: builds the pages, then deploys the Workers one after the other, until one fails. */

const HELP = `pnpm run deploy --host NAME [--only WORKER ...]
pnpm run deploy --dry-run [--outdir FOLDER] [--only WORKER ...]

  --host      the station's hostname, e.g. tv.example.com (or STATION_HOST)
  --only      channel, viewers or control: a deploy of the channel closes the sockets of playouts and control rooms
  --dry-run   bundle all, deploy nothing
  --outdir    where the bundles of a dry run are kept, a folder for each Worker`;

const Host = z
  .string("missing; routes need the hostname of the station")
  .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, "a hostname in lower case, e.g. tv.example.com");

const Only = z.array(z.enum(WORKERS, `--only: one of ${WORKERS.join(", ")}`));

type Order = { kind: "deploy"; target: DeployTarget; workers: readonly WorkerName[] } | { kind: "help" };

/** What a command's words ask for. Throws a sentence for whoever typed them. */
function orderOf(args: string[]): Order {
  const { values } = parseArgs({
    args,
    options: {
      host: { type: "string" },
      only: { type: "string", multiple: true },
      "dry-run": { type: "boolean", default: false },
      outdir: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return { kind: "help" };
  const only = Only.safeParse(values.only ?? WORKERS);
  if (!only.success) throw new Error(only.error.issues[0]?.message);
  const workers = DEPLOY_ORDER.filter((worker) => only.data.includes(worker));
  if (values["dry-run"]) {
    const outdir = values.outdir === undefined ? undefined : resolve(values.outdir);
    return { kind: "deploy", target: { kind: "dry-run", outdir }, workers };
  }
  const host = Host.safeParse(values.host ?? process.env.STATION_HOST);
  if (!host.success) throw new Error(`--host: ${host.error.issues[0]?.message}`);
  return { kind: "deploy", target: { kind: "host", host: host.data }, workers };
}

/** Runs one of our tools with its output shown; whether it succeeded. */
function run(words: readonly string[]): boolean {
  const { status } = spawnSync(process.execPath, words, {
    cwd: REPOSITORY,
    stdio: "inherit",
    env: { ...process.env, WRANGLER_SEND_METRICS: "false" },
  });
  return status === 0;
}

function deploy(target: DeployTarget, workers: readonly WorkerName[]): boolean {
  if (workers.includes("control") && !run(["node_modules/vite/bin/vite.js", "build", "apps/web"])) {
    process.stderr.write("The pages could not be built. Nothing was changed.\n");
    return false;
  }
  for (const { worker, words } of deployments(target, workers)) {
    process.stdout.write(`\n== ${worker}\n`);
    if (run(words)) continue;
    const said = target.kind === "host" ? whatStands(workers, worker) : `${worker} cannot be bundled.`;
    process.stderr.write(`${said}\n`);
    return false;
  }
  const what = target.kind === "host" ? `Deployed to https://${target.host}` : "Could be deployed";
  process.stdout.write(`\n${what}: ${workers.join(", ")}.\n`);
  return true;
}

function refuse(message: string): never {
  process.stderr.write(`${message}\n\n${HELP}\n`);
  process.exit(1);
}

function orderOrRefuse(): Order {
  try {
    return orderOf(process.argv.slice(2));
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

const order = orderOrRefuse();
if (order.kind === "help") process.stdout.write(`${HELP}\n`);
else if (!deploy(order.target, order.workers)) process.exitCode = 1;
