import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { DEPLOY_ORDER, deployments, whatStands, type DeployTarget } from "./deploy-plan.ts";
import { REPOSITORY } from "./station.ts";

/** `pnpm run deploy`: builds the pages, then deploys the Workers one after the other, until one fails. */

const HELP = `pnpm run deploy --host NAME
pnpm run deploy --dry-run [--outdir FOLDER]

  --host      the station's hostname, e.g. tv.example.com (or STATION_HOST)
  --dry-run   bundle all, deploy nothing
  --outdir    where the bundles of a dry run are kept, a folder for each Worker`;

const Host = z
  .string("missing; routes need the hostname of the station")
  .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, "a hostname in lower case, e.g. tv.example.com");

function targetOf(words: readonly string[]): DeployTarget | { kind: "help" } {
  const { values } = parseArgs({
    args: [...words],
    options: {
      host: { type: "string" },
      "dry-run": { type: "boolean", default: false },
      outdir: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return { kind: "help" };
  const { outdir } = values;
  if (values["dry-run"])
    return { kind: "dry-run", outdir: outdir === undefined ? undefined : resolve(outdir) };
  const host = Host.safeParse(values.host ?? process.env.STATION_HOST);
  if (!host.success) throw new Error(`--host: ${host.error.issues[0]?.message ?? "missing"}`);
  return { kind: "host", host: host.data };
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

function deploy(target: DeployTarget): boolean {
  if (!run(["node_modules/vite/bin/vite.js", "build", "apps/web"])) {
    process.stderr.write("The pages could not be built. Nothing was changed.\n");
    return false;
  }
  for (const { worker, words } of deployments(target)) {
    process.stdout.write(`\n== ${worker}\n`);
    if (run(words)) continue;
    process.stderr.write(
      target.kind === "host" ? `${whatStands(worker)}\n` : `${worker} cannot be bundled.\n`,
    );
    return false;
  }
  const what = target.kind === "host" ? `On air at https://${target.host}` : "Could be deployed";
  process.stdout.write(`\n${what}: ${DEPLOY_ORDER.join(", ")}.\n`);
  return true;
}

function refuse(message: string): never {
  process.stderr.write(`${message}\n\n${HELP}\n`);
  process.exit(1);
}

function targetOrRefuse(): DeployTarget | { kind: "help" } {
  try {
    return targetOf(process.argv.slice(2));
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

const target = targetOrRefuse();
if (target.kind === "help") process.stdout.write(`${HELP}\n`);
else if (!deploy(target)) process.exitCode = 1;
