import { join, resolve } from "node:path";
import { HOUSE_FORMAT_NAMES } from "@nonstop/contract/house-format";
import { LiveSource } from "@nonstop/contract/live-input";
import { commandWords, oneOf, orRefuse, refuse, say } from "./command-words.ts";
import { playDemoDay } from "./demo-day.ts";
import { DEFAULT_PORTS, portsFrom } from "./ports.ts";
import { ensureTools, FFMPEG } from "./prerequisites.ts";
import { writeStandInAnswers } from "./setup/stand-in-answers.ts";
import { clearState, REPOSITORY, startStation, StationError } from "./station.ts";

/** `pnpm dev`: the station on air on this machine, until Ctrl-C. */

const HELP = `pnpm dev [--fresh] [--no-demo] [--state FOLDER] [--house 720p|360p|ladder] [--timezone ZONE]
         [--live-source ingest|cloudflare-stream] [--port NAME=NUMBER ...]

  --fresh     forget schedule, library and as-run first
  --no-demo   publish nothing: an empty station, on slate
  --state     where it keeps what it knows (default .nonstop, git-ignored)
  --house     the house format (default 720p)
  --timezone  the station's zone (default this machine's)
  --live-source
              where meetings send: to ingest (default), or to live inputs of Stream's stand-in, which ingest pulls
  --port      move a port: ${Object.keys(DEFAULT_PORTS).join(", ")}`;

process.title = "nonstop-station";

const { values } = commandWords(HELP, {
  options: {
    fresh: { type: "boolean", default: false },
    demo: { type: "boolean", default: true },
    state: { type: "string", default: join(REPOSITORY, ".nonstop") },
    house: { type: "string", default: "720p" },
    timezone: { type: "string", default: Intl.DateTimeFormat().resolvedOptions().timeZone },
    "live-source": { type: "string", default: "ingest" },
    port: { type: "string", multiple: true, default: [] },
  },
  allowNegative: true,
});
const moved = portsFrom(values.port);
if (moved.kind === "bad") refuse(moved.message);
const houseFormat = oneOf("--house", values.house, HOUSE_FORMAT_NAMES, HELP);
const liveSource = oneOf("--live-source", values["live-source"], LiveSource.options, HELP);
orRefuse(HELP, () => new Intl.DateTimeFormat("en", { timeZone: values.timezone }));
const tools = ensureTools([FFMPEG]);
if (tools.kind === "missing") refuse(tools.message);

const stateDir = resolve(values.state);
const abort = new AbortController();

try {
  const startedMs = performance.now();
  if (values.fresh) await clearState(stateDir);
  const station = await startStation({
    stateDir,
    ports: moved.ports,
    houseFormat,
    timezone: values.timezone,
    liveSource,
    subscribers: process.env["SUBSCRIBERS"],
    say,
  });
  writeStandInAnswers(stateDir, station.secrets, { ...station.urls, smtpPort: moved.ports.smtp });
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    say("\nGoing off this machine ...");
    abort.abort();
    void station.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  process.on("SIGHUP", stop);
  for (const child of Object.values(station.children)) {
    child.events.on("exit", () => {
      if (!stopping)
        say(
          `${child.name} ended; starting it again. Its log: ${join(stateDir, "logs", `${child.name}.log`)}`,
        );
    });
  }
  const took = ((performance.now() - startedMs) / 1000).toFixed(1);
  say(`
nonstop is on air (after ${took} s)

  Player         ${station.urls.worker}/
  Guide          ${station.urls.worker}/schedule
  Control room   ${station.urls.worker}/control-room/#token=${station.secrets.PRODUCER_TOKEN}
  Contentful     ${station.urls.contentful}/   (stand-in: publish an event here)
  Zoom           ${station.urls.zoom}/   (stand-in: guests join here)
  Cloudflare     ${station.urls.stream}/faults   (stand-in: apps/sandbox/README.md copies a film into its Stream)
  Mail           ${station.urls.mail}/   (stand-in: the inbox of all guests)
  HLS            ${station.urls.worker}/live/main/index.m3u8
  Logs           ${join(stateDir, "logs")}

Ctrl-C stops everything.
`);
  if (values.demo)
    playDemoDay(station, { stateDir, timezone: values.timezone, say, abort: abort.signal }).catch(
      (error: unknown) => {
        if (!abort.signal.aborted)
          say(`The demo day stopped: ${error instanceof Error ? error.message : String(error)}`);
      },
    );
} catch (error) {
  if (error instanceof StationError) refuse(error.message);
  throw error;
}
