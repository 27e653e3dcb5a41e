import { resolve } from "node:path";
import { WORKERS } from "@nonstop/contract/worker-of-path";
import { commandWords, oneOf, refuse, say } from "./command-words.ts";
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

const { values: options } = commandWords(HELP, {
  options: {
    only: { type: "string", multiple: true, default: [] },
    plan: { type: "boolean", default: false },
    yes: { type: "boolean", default: false },
    folder: { type: "string", default: ".station" },
  },
});
const only = options.only.map((word) => oneOf("--only", word, WORKERS, HELP));
const read = readAnswers(new StationFolder(resolve(REPOSITORY, options.folder)).answers);
if (read.kind === "wrong") refuse("This machine does not know the station's account: run pnpm setup first.");
const outcome = await runRollback(
  cloudflareAccount(read.answers.cloudflare),
  {
    say,
    agree: () => (options.yes ? Promise.resolve(true) : agreeAtTerminal()),
  },
  { plan: options.plan, only },
);
if (outcome === "trouble") process.exitCode = 1;
