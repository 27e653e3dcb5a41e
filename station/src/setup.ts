import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { type Answers, GROUP_NAMES, type GroupName, readAnswers } from "./setup/answers.ts";
import { agreeAtTerminal, askAnswers } from "./setup/ask-answers.ts";
import type { Problem } from "./setup/part.ts";
import { runSetup } from "./setup/run-setup.ts";
import { secretsOf, StationFolder } from "./setup/station-folder.ts";
import { REPOSITORY } from "./repository.ts";

/** `pnpm setup`: prepares the accounts and the files of a real station. It can be run again at any time. */

const HELP = `pnpm setup
pnpm run setup [--answers FILE] [--ask GROUP ...] [--plan] [--yes] [--folder FOLDER]

Prepares a real station: checks the tokens of Contentful, Zoom and Cloudflare, makes what is missing there, and writes the
Workers' configurations and the .env of the machine. It says what it will change and asks first. A second run changes nothing.

  --answers FILE   read the answers from a JSON file instead of asking
  --ask GROUP      ask again: ${GROUP_NAMES.join(", ")}
  --plan           say what would be changed, and change nothing
  --yes            do not ask before changing
  --folder FOLDER  where it keeps what it made (default .station, git-ignored; it holds secrets)`;

function refuse(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

const readOptions = () =>
  parseArgs({
    options: {
      answers: { type: "string" },
      ask: { type: "string", multiple: true, default: [] },
      plan: { type: "boolean", default: false },
      yes: { type: "boolean", default: false },
      folder: { type: "string", default: ".station" },
      help: { type: "boolean", default: false },
    },
  }).values;

function optionsOrRefuse(): ReturnType<typeof readOptions> & { groups: GroupName[] } {
  try {
    const values = readOptions();
    return {
      ...values,
      groups: z.array(z.enum(GROUP_NAMES, `--ask: one of ${GROUP_NAMES.join(", ")}`)).parse(values.ask),
    };
  } catch (error) {
    const why = error instanceof z.ZodError ? error.issues[0]?.message : undefined;
    return refuse(`${why ?? (error instanceof Error ? error.message : String(error))}\n\n${HELP}`);
  }
}

function openOrRefuse(path: string): StationFolder {
  try {
    return new StationFolder(path);
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

/** The answers in a file, as they stand there. */
function answersIn(file: string): unknown {
  if (!existsSync(file)) return refuse(`--answers: there is no file ${file}.`);
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return refuse(`--answers: ${file} is not JSON.`);
  }
}

type Options = ReturnType<typeof optionsOrRefuse>;

async function answersFor(folder: StationFolder, options: Options): Promise<Answers> {
  const isTerminal = process.stdin.isTTY && process.stdout.isTTY;
  const given: unknown = options.answers === undefined ? folder.answers : answersIn(resolve(options.answers));
  const isAsked =
    options.answers === undefined &&
    isTerminal &&
    (options.groups.length > 0 || readAnswers(given).kind === "wrong");
  const read = readAnswers(isAsked ? await askAnswers(folder, options.groups) : given);
  if (read.kind === "answers") {
    // A plan changes nothing, here neither.
    if (!options.plan) folder.keepAnswers(read.answers);
    return read.answers;
  }
  const where = options.answers ?? "The answers are not complete";
  const hint = isTerminal
    ? ""
    : "\n\nThere is no terminal to ask at: write them to a file and say --answers FILE.";
  return refuse(`${where}\n${inWords(read.problems)}${hint}`);
}

const inWords = (problems: readonly Problem[]): string =>
  problems.map(({ what, cure }) => `✗ ${what}\n  ${cure}`).join("\n");

const options = optionsOrRefuse();
if (options.help) {
  process.stdout.write(`${HELP}\n`);
  process.exit(0);
}
const folder = openOrRefuse(resolve(REPOSITORY, options.folder));
const answers = await answersFor(folder, options);
// The vendors' clients take their time to load: whoever is refused does not wait for them.
const { partsOf } = await import("./setup/parts.ts");
const outcome = await runSetup(
  partsOf({ answers, folder }),
  {
    say: (line) => void process.stdout.write(`${line}\n`),
    agree: () => (options.yes ? Promise.resolve(true) : agreeAtTerminal()),
  },
  { planOnly: options.plan, secrets: () => Object.values({ ...folder.secrets, ...secretsOf(answers) }) },
);
if (outcome === "changed")
  process.stdout.write(`
Next: npx -y pnpm@12 run deploy
Then: copy ${options.folder}/vm.env to the machine as .env, and docker compose up --build --detach there
Then: npx -y pnpm@12 run doctor
`);
if (outcome === "trouble" || outcome === "refused") process.exitCode = 1;
