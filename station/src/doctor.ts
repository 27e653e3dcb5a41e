import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { commandWords, refuse } from "./command-words.ts";
import { allChecks, GROUPS } from "./doctor/all-checks.ts";
import { chosen, runChecks } from "./doctor/frame/check.ts";
import { isWell, reportJson, reportText } from "./doctor/frame/report.ts";
import { askOverHttp } from "./doctor/instruments/ask-over-http.ts";
import type { Instruments } from "./doctor/instruments/instruments.ts";
import { lookUp } from "./doctor/instruments/look-up.ts";
import { hasFfmpeg, pushTestPicture } from "./doctor/instruments/push-test-picture.ts";
import { shakeHands } from "./doctor/instruments/shake-hands.ts";
import { deployedPatient } from "./doctor/patients/deployed-patient.ts";
import { localPatient } from "./doctor/patients/local-patient.ts";
import { REPOSITORY } from "./repository.ts";

/** `pnpm run doctor`: checks a running station from outside and inside. */

const HELP = `pnpm run doctor [--dev] [--only NAME ...] [--json] [--url URL] [--folder FOLDER]

Checks a running station: the vendors' tokens, webhooks, names and certificates, playlists, a push of ten seconds, and more.
Each thing that is wrong comes with its cure; docs/OPERATIONS.md lists them all. It changes nothing that lasts: a draft in
Contentful and a meeting in Zoom are made and deleted at once, and nothing goes on air. Exit code 1 when anything is wrong.

  --dev            look at the station that dev runs on this machine
  --only NAME      only a group (${GROUPS.join(", ")}) or one check, by its name
  --json           for programs: {ok, checks}
  --url URL        ask there instead of at the station's name, whose DNS, certificates and Access are then not looked at
  --folder FOLDER  where setup keeps the station (default .station; with --dev where dev keeps it, default .nonstop)`;

const options = commandWords(HELP, {
  options: {
    dev: { type: "boolean", default: false },
    only: { type: "string", multiple: true, default: [] },
    json: { type: "boolean", default: false },
    folder: { type: "string" },
    url: { type: "string" },
  },
}).values;
const folder = resolve(REPOSITORY, options.folder ?? (options.dev ? ".nonstop" : ".station"));
if (options.url !== undefined && !/^https?:$/.test(URL.parse(options.url)?.protocol ?? ""))
  refuse(`--url ${options.url}: say an address such as http://127.0.0.1:8787.`);
const url = options.url?.replace(/\/+$/, "");
const found = options.dev ? localPatient(folder) : deployedPatient(folder, url);
if (found.kind === "none") refuse(found.message);

const instruments: Instruments = {
  ask: askOverHttp,
  nowMs: () => Date.now(),
  sleep: (ms) => sleep(ms),
  lookUp,
  shakeHands,
  push: hasFfmpeg() ? pushTestPicture : undefined,
};
const order = chosen(allChecks(found.patient, instruments), options.only);
if (order.kind === "unknown") {
  const names = allChecks(found.patient, instruments).map(({ group, name }) => `${group} "${name}"`);
  refuse(`--only ${order.name}: there is no such check. There are ${names.join(", ")}.`);
}
const isTerminal = process.stderr.isTTY && !options.json;
let waiting = order.checks.length;
const outcomes = await runChecks(order.checks, () => {
  waiting -= 1;
  if (isTerminal) process.stderr.write(`\r\u001B[K${waiting === 0 ? "" : `${waiting} checks to come ...`}`);
});
const told = options.json
  ? reportJson(outcomes, found.secrets)
  : reportText(outcomes, { groups: GROUPS, colours: process.stdout.isTTY, secrets: found.secrets });
process.stdout.write(`${told}\n`, () => process.exit(isWell(outcomes) ? 0 : 1));
