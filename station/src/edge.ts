import { join, resolve } from "node:path";
import { WORKERS } from "@nonstop/contract/worker-of-path";
import { commandWords, refuse, say } from "./command-words.ts";
import { REPOSITORY } from "./repository.ts";
import { startEdge } from "./edge/start-edge.ts";
import { productionBindings, SetupMissing } from "./edge/production-bindings.ts";
import { buildWebApp } from "./edge/web-app.ts";
import { CONFIG_FOLDER } from "./setup/cloudflare/configs-part.ts";
import { StationFolder } from "./setup/station-folder.ts";

/** `pnpm run edge`: the Workers of a real station on this machine, in the configuration that is deployed, until Ctrl-C. */

const HELP = `pnpm run edge [--folder FOLDER] [--port NUMBER] [--state FOLDER] [--set NAME=VALUE ...]

Runs the Workers on this machine as \`pnpm setup\` configured them for Cloudflare, with their secrets. Objects, KV and R2 are local.

  --folder  the station's folder (default .station)
  --port    where they answer (default 8787)
  --state   where objects, KV and R2 are kept (default .nonstop/production)
  --set     another value of a setting, e.g. PUBLIC_URL=http://127.0.0.1:8787`;

const CRON_PERIOD_MS = 60_000;

const options = commandWords(HELP, {
  options: {
    folder: { type: "string", default: ".station" },
    port: { type: "string", default: "8787" },
    state: { type: "string", default: ".nonstop/production" },
    set: { type: "string", multiple: true, default: [] },
  },
}).values;
const port = Number(options.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535)
  refuse(`--port ${options.port}: a number of a port.`);
const odd = options.set.find((word) => !/^[A-Z][A-Z_]*=/.test(word));
if (odd !== undefined) refuse(`--set ${odd}: say NAME=VALUE.`);

const folder = new StationFolder(resolve(REPOSITORY, options.folder));
try {
  const settings = Object.fromEntries(
    options.set.map((word) => [word.slice(0, word.indexOf("=")), word.slice(word.indexOf("=") + 1)]),
  );
  const bindings = productionBindings(folder, settings);
  await buildWebApp(REPOSITORY);
  const edge = await startEdge({
    repository: REPOSITORY,
    stateDir: resolve(REPOSITORY, options.state),
    host: "127.0.0.1",
    port,
    configs: join(folder.path, CONFIG_FOLDER),
    bindings,
    onLine: (worker, line) => say(`${worker}: ${line}`),
  });
  const cron = setInterval(() => void edge.tick().catch(() => undefined), CRON_PERIOD_MS);
  say(`${WORKERS.join(", ")} answer at http://127.0.0.1:${port}`);
  const stop = (): void => {
    clearInterval(cron);
    void edge.dispose().then(() => process.exit(0));
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
} catch (error) {
  if (error instanceof SetupMissing) refuse(error.message);
  throw error;
}
