import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { WORKERS, type WorkerName } from "@nonstop/contract/worker-of-path";
import { z } from "zod";
import { REPOSITORY } from "./repository.ts";
import { runRollback } from "./rollback/run-rollback.ts";
import { readAnswers } from "./setup/answers.ts";
import { agreeAtTerminal } from "./setup/ask-answers.ts";
import { cloudflareAccount } from "./setup/cloudflare/cloudflare-account.ts";
import { StationFolder } from "./setup/station-folder.ts";

/** `pnpm run rollback`: the Workers run their last version again, while the station is on air. */

const HELP = `pnpm run rollback [--only WORKER ...] [--plan] [--yes] [--folder FOLDER]

Undoes the last deployment: each Worker that it deployed runs the version before again. The channel stays on air. A second time goes
back one version more. Containers go back by their images' tag: docs/OPERATIONS.md.

  --only WORKER    channel, viewers or control, whenever they were deployed
  --plan           say what would be done, and do nothing
  --yes            do not ask
  --folder FOLDER  setup's folder (default .station)`;

function refuse(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

const readOptions = () =>
  parseArgs({
    options: {
      only: { type: "string", multiple: true, default: [] },
      plan: { type: "boolean", default: false },
      yes: { type: "boolean", default: false },
      folder: { type: "string", default: ".station" },
      help: { type: "boolean", default: false },
    },
  }).values;

const Only = z.array(z.enum(WORKERS, `--only: one of ${WORKERS.join(", ")}`));

function optionsOrRefuse(): Omit<ReturnType<typeof readOptions>, "only"> & { only: WorkerName[] } {
  try {
    const values = readOptions();
    return { ...values, only: Only.parse(values.only) };
  } catch (error) {
    const why = error instanceof z.ZodError ? error.issues[0]?.message : undefined;
    return refuse(`${why ?? (error instanceof Error ? error.message : String(error))}\n\n${HELP}`);
  }
}

const options = optionsOrRefuse();
if (options.help) {
  process.stdout.write(`${HELP}\n`);
  process.exit(0);
}
const read = readAnswers(new StationFolder(resolve(REPOSITORY, options.folder)).answers);
if (read.kind === "wrong") refuse("This machine does not know the station's account: run pnpm setup first.");
const outcome = await runRollback(
  cloudflareAccount(read.answers.cloudflare),
  {
    say: (line) => void process.stdout.write(`${line}\n`),
    agree: () => (options.yes ? Promise.resolve(true) : agreeAtTerminal()),
  },
  options,
);
if (outcome === "trouble") process.exitCode = 1;
