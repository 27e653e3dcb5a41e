import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { commandWords, oneOf, refuse, say } from "./command-words.ts";
import { type Answers, GROUP_NAMES, readAnswers } from "./setup/answers.ts";
import { agreeAtTerminal, askAnswers } from "./setup/ask-answers.ts";
import { problemsInWords } from "./setup/part.ts";
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

const { values: options } = commandWords(HELP, {
  options: {
    answers: { type: "string" },
    ask: { type: "string", multiple: true, default: [] },
    plan: { type: "boolean", default: false },
    yes: { type: "boolean", default: false },
    folder: { type: "string", default: ".station" },
  },
});
const groups = options.ask.map((word) => oneOf("--ask", word, GROUP_NAMES, HELP));

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

async function answersFor(folder: StationFolder): Promise<Answers> {
  const isTerminal = process.stdin.isTTY && process.stdout.isTTY;
  const given: unknown = options.answers === undefined ? folder.answers : answersIn(resolve(options.answers));
  const isAsked =
    options.answers === undefined && isTerminal && (groups.length > 0 || readAnswers(given).kind === "wrong");
  const read = readAnswers(isAsked ? await askAnswers(folder, groups) : given);
  if (read.kind === "answers") {
    // A plan changes nothing, here neither.
    if (!options.plan) folder.keepAnswers(read.answers);
    return read.answers;
  }
  const where = options.answers ?? "The answers are not complete";
  const hint = isTerminal
    ? ""
    : "\n\nThere is no terminal to ask at: write them to a file and say --answers FILE.";
  return refuse(`${where}\n${problemsInWords(read.problems)}${hint}`);
}

const folder = openOrRefuse(resolve(REPOSITORY, options.folder));
const answers = await answersFor(folder);
// The vendors' clients take their time to load: whoever is refused does not wait for them.
const { partsOf } = await import("./setup/parts.ts");
const outcome = await runSetup(
  partsOf({ answers, folder }),
  {
    say,
    agree: () => (options.yes ? Promise.resolve(true) : agreeAtTerminal()),
  },
  { planOnly: options.plan, secrets: () => Object.values({ ...folder.secrets, ...secretsOf(answers) }) },
);
if (outcome === "changed")
  say(`
Next: npx -y pnpm@12 run deploy
Then: copy ${options.folder}/vm.env to the machine as .env, and docker compose up --build --detach there
Then: npx -y pnpm@12 run doctor`);
if (outcome === "trouble" || outcome === "refused") process.exitCode = 1;
