import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { commandWords, refuse, say } from "./command-words.ts";
import { sendArchive } from "./archives/archive-door.ts";
import { inWords, lookInto } from "./archives/look-into.ts";
import { whichStation } from "./archives/which-station.ts";
import { REPOSITORY } from "./repository.ts";

/** `pnpm run restore`: puts what a station knew back. */

const HELP = `pnpm run restore FILE [--replace] [--url ADDRESS | --dev [--state FOLDER]] [--folder FOLDER]

Puts an archive back: its schedule in the place of the station's, what it aired before what this one aired. What is on air goes on.
Meetings and entries are found again, none is made twice. Files of the library have to be in the bucket by themselves.

  --replace        give up the schedule that the station has
  --url ADDRESS    the station (default the one that setup made), with OPERATOR_TOKEN in the environment
  --folder FOLDER  setup's folder (default .station)
  --dev            the station of this machine; --state FOLDER where it keeps its state (default .nonstop)`;

const {
  values: { replace, dev, state, ...which },
  positionals: [named, ...more],
} = commandWords(HELP, {
  allowPositionals: true,
  options: {
    replace: { type: "boolean", default: false },
    url: { type: "string" },
    folder: { type: "string", default: ".station" },
    dev: { type: "boolean", default: false },
    state: { type: "string", default: ".nonstop" },
  },
});
if (named === undefined || more.length > 0) refuse("Name one archive.", HELP);
const file = resolve(REPOSITORY, named);
if (!existsSync(file)) refuse(`There is no file ${named}.`);
const bytes = new Uint8Array(readFileSync(file));
const facts = lookInto(bytes);
if (facts === undefined) refuse(`${named} is no archive of a station, or was cut off.`);
const { OPERATOR_TOKEN: operatorToken } = process.env;
const found = whichStation(REPOSITORY, { ...which, dev: dev ? state : undefined, operatorToken });
if (found.kind === "unknown") refuse(found.message, HELP);
say(`${inWords(facts)}.`);
const answer = await sendArchive(found.door, bytes, { replaces: replace });
if (answer.kind === "refused") refuse(answer.message);
const { events, pieces, missingPieces, asRunFrom, notes } = answer.value;
const lines = [
  `Put back: ${events} events, ${pieces} pieces of the library.`,
  ...(asRunFrom === undefined
    ? []
    : [`What aired is known since ${new Date(asRunFrom * 1000).toISOString()}.`]),
  ...(missingPieces.length === 0
    ? []
    : [
        `Not in the bucket: ${missingPieces.join(", ")}. Copy the folders assets/ of the bucket that it came from; the pieces are in the library a minute later.`,
      ]),
  ...notes,
];
say(lines.join("\n"));
