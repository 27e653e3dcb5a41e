import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { MAX_READ_HOURS, type ReadThroughFacts } from "@nonstop/contract/read-through";
import { secondOf, type Second } from "@nonstop/contract/time";
import { goesWrong } from "@nonstop/schedule/read-through/finding";
import { readThrough } from "@nonstop/schedule/read-through/read-through";
import { reportText } from "@nonstop/schedule/read-through/report-text";
import { secondsOfWall } from "@nonstop/schedule/wall-instants";
import { type StationDoor, whichStation } from "./archives/which-station.ts";
import { commandWords, orRefuse, refuse, say } from "./command-words.ts";
import { factsOfArchive, factsOfStation, type FactsAnswer } from "./rehearse/read-facts.ts";
import { REPOSITORY } from "./repository.ts";

/** `pnpm rehearse`: the coming days, second by second, and what would go wrong. */

const HELP = `pnpm rehearse [--from DATE] [--hours NUMBER] [--tz ZONE] [--json] [--dev | --url URL | --archive FILE]

Airs the coming days in thought, second by second, with the functions that air them: once with every live room there, and again
without each of them. Says what would go wrong, with its cure, then the days hour by hour, and what each guest is told. It changes nothing.
Exit code 0 when nothing would go wrong, 1 when something would, 2 when it could not be tried.

  --from DATE      the first day, or an hour of it: 2027-03-27 or 2027-03-27T18:00 (default this hour)
  --hours NUMBER   how far (default 168, at most ${MAX_READ_HOURS})
  --tz ZONE        whose clock the dates and times are of, e.g. Europe/Lisbon (default this machine's)
  --json           for programs
  --dev            the station of this machine; --state FOLDER where it keeps its state (default .nonstop)
  --archive FILE   no station, but an archive of one, as pnpm run backup writes it
  --url URL        where the station answers (default https:// and the name that setup was given); the token is OPERATOR_TOKEN
                   of the environment, or what setup made
  --folder FOLDER  setup's folder (default .station)`;

// Until the days were read, whatever ends the command means that they could not be.
process.exitCode = 2;

const { values } = commandWords(HELP, {
  options: {
    from: { type: "string" },
    hours: { type: "string", default: "168" },
    tz: { type: "string", default: Intl.DateTimeFormat().resolvedOptions().timeZone },
    json: { type: "boolean", default: false },
    archive: { type: "string" },
    url: { type: "string" },
    folder: { type: "string", default: ".station" },
    dev: { type: "boolean", default: false },
    state: { type: "string", default: ".nonstop" },
  },
});
const { tz: zone, archive, json, dev, state, url, folder } = values;
const hours = Number(values.hours);
if (!Number.isInteger(hours) || hours < 1 || hours > MAX_READ_HOURS)
  refuse(`--hours ${values.hours}: a whole number from 1 to ${MAX_READ_HOURS}.`, HELP);
orRefuse(HELP, () => new Intl.DateTimeFormat("en", { timeZone: zone }));
if (archive !== undefined && (dev || url !== undefined))
  refuse("--archive is read without a station: leave --dev and --url out.", HELP);

/** The first second that a date of the zone means: where the clocks leap over it, the first one after. */
function firstSecond(date: string): Second {
  const [second] = DATE.test(date) ? secondsOfWall(date, zone) : [];
  if (second !== undefined) return second;
  if (!DATE.test(date) || Number.isNaN(Date.parse(`${date.slice(0, 10)}T00:00Z`)))
    refuse(`--from ${date}: a date such as 2027-03-27, or an hour of it, 2027-03-27T18:00.`, HELP);
  return refuse(`--from ${date}: the clocks of ${zone} leap over that hour. Say another one.`, HELP);
}

const DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2})?$/;
const HOUR_MS = 3600_000;
const thisHour = secondOf(Math.floor(Date.now() / HOUR_MS) * HOUR_MS);
const window = { from: values.from === undefined ? thisHour : firstSecond(values.from), hours };

async function factsOrRefuse(): Promise<ReadThroughFacts> {
  const answer = archive === undefined ? await factsOfStation(door(), window) : await archived(archive);
  return answer.kind === "facts" ? answer.facts : refuse(answer.message);
}

function archived(named: string): Promise<FactsAnswer> {
  const file = resolve(REPOSITORY, named);
  return existsSync(file) ? factsOfArchive(file, window) : refuse(`There is no file ${named}.`);
}

function door(): StationDoor {
  const { OPERATOR_TOKEN: operatorToken } = process.env;
  const found = whichStation(REPOSITORY, { url, folder, dev: dev ? state : undefined, operatorToken });
  return found.kind === "station" ? found.door : refuse(found.message, HELP);
}

const read = readThrough(await factsOrRefuse(), zone);
say(json ? JSON.stringify(read, undefined, 2) : reportText(read));
process.exitCode = goesWrong(read.findings) ? 1 : 0;
