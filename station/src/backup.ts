import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { commandWords, refuse, say } from "./command-words.ts";
import { fetchArchive } from "./archives/archive-door.ts";
import { inWords, lookInto } from "./archives/look-into.ts";
import { whichStation } from "./archives/which-station.ts";
import { REPOSITORY } from "./repository.ts";

/** `pnpm run backup`: all that a station knows, in a file. */

const HELP = `pnpm run backup [--to FILE] [--url ADDRESS | --dev [--state FOLDER]] [--folder FOLDER]

Writes all that the station knows into one file: schedule, step state, as-run, library index, takes, settings. No secret and no
media is in it. The station does the same each night, into its bucket, under backups/.

  --to FILE        the file (default backups/nonstop-TIME.archive)
  --url ADDRESS    the station (default the one that setup made), with OPERATOR_TOKEN in the environment
  --folder FOLDER  setup's folder (default .station)
  --dev            the station of this machine; --state FOLDER where it keeps its state (default .nonstop)`;

const { to, dev, state, ...which } = commandWords(HELP, {
  options: {
    to: { type: "string" },
    url: { type: "string" },
    folder: { type: "string", default: ".station" },
    dev: { type: "boolean", default: false },
    state: { type: "string", default: ".nonstop" },
  },
}).values;
const { OPERATOR_TOKEN: operatorToken } = process.env;
const found = whichStation(REPOSITORY, { ...which, dev: dev ? state : undefined, operatorToken });
if (found.kind === "unknown") refuse(found.message, HELP);
const answer = await fetchArchive(found.door);
if (answer.kind === "refused") refuse(answer.message);
const facts = lookInto(answer.value);
if (facts === undefined) refuse("What came is no whole archive. Nothing was written; try again.");
const time = new Date(facts.madeMs).toISOString().slice(0, 19).replaceAll(":", "");
const file = resolve(REPOSITORY, to ?? `backups/nonstop-${time}.archive`);
mkdirSync(dirname(file), { recursive: true });
writeFileSync(`${file}.new`, answer.value, { mode: 0o600 });
renameSync(`${file}.new`, file);
say(`${inWords(facts)}.\n${file}, ${answer.value.byteLength} bytes.`);
