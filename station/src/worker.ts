import { execFile } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, type V4MiniflareOptions } from "miniflare";
import { unstable_getMiniflareWorkerOptions } from "wrangler";

const run = promisify(execFile);

export type WorkerOptions = {
  repository: string;
  stateDir: string;
  host: string;
  port: number;
  /** Settings and secrets that replace those of `wrangler.toml`. */
  bindings: Readonly<Record<string, string>>;
  /** Called with each line that the runtime prints. */
  onLine: (line: string) => void;
};

/** The bundle that would be deployed, made by wrangler itself into `stateDir/worker`. */
async function bundleWorker(repository: string, stateDir: string): Promise<string> {
  const outdir = join(stateDir, "worker");
  const wrangler = join(repository, "node_modules", "wrangler", "bin", "wrangler.js");
  await run(process.execPath, [wrangler, "deploy", "--dry-run", "--outdir", outdir], {
    cwd: repository,
    env: { ...process.env, WRANGLER_SEND_METRICS: "false", CI: "true" },
  });
  return outdir;
}

const MODULE_TYPES: Readonly<Record<string, "ESModule" | "Data" | "Text" | "CompiledWasm">> = {
  ".js": "ESModule",
  ".bin": "Data",
  ".txt": "Text",
  ".wasm": "CompiledWasm",
};

/**
 * Puts the Worker on air in embedded Miniflare (one workerd, no proxy in front), with its state in `stateDir/edge`.
 * This file alone knows the beta options of Miniflare 5 and wrangler's `unstable_` door; `wrangler dev` is the fallback.
 */
export async function startWorker(
  options: WorkerOptions,
): Promise<{ dispose: () => Promise<void>; tick: () => Promise<void> }> {
  const outdir = await bundleWorker(options.repository, options.stateDir);
  const names = (await readdir(outdir)).filter((name) => !name.endsWith(".map") && name !== "README.md");
  const modules = await Promise.all(
    names
      .toSorted((a, b) => Number(b === "index.js") - Number(a === "index.js"))
      .map(async (name) => ({
        type: MODULE_TYPES[name.slice(name.lastIndexOf("."))] ?? "Data",
        path: join(outdir, name),
        contents: await readFile(join(outdir, name)),
      })),
  );
  const { workerOptions } = unstable_getMiniflareWorkerOptions(join(options.repository, "wrangler.toml"));
  const settings: object = workerOptions.bindings ?? {};
  const v4: V4MiniflareOptions = {
    ...workerOptions,
    name: "nonstop",
    rootPath: outdir,
    modulesRoot: outdir,
    modules,
    bindings: { ...settings, ...options.bindings },
    host: options.host,
    port: options.port,
    cf: false,
    log: new Log(LogLevel.WARN),
    handleStructuredLogs: (line) => options.onLine(line.message),
  };
  const converted = convertV4MiniflareOptions(v4);
  // Set after the conversion, which drops this setting and with it the state.
  converted.resourcePersistencePath = join(options.stateDir, "edge");
  converted.unsafeTriggerHandlers = true;
  const miniflare = new Miniflare(converted);
  await miniflare.ready;
  return {
    dispose: () => miniflare.dispose(),
    // Miniflare does not run crons by itself.
    tick: async () => {
      await (await miniflare.getWorker("nonstop")).scheduled({});
    },
  };
}

/** Builds the web app, unless its build is newer than all of its sources. */
export async function buildWebApp(repository: string): Promise<void> {
  const built = join(repository, "apps/web/dist/index.html");
  const sources = ["apps/web", "packages/contract/src", "packages/schedule/src"].map((path) =>
    join(repository, path),
  );
  if (existsSync(built) && sources.every((path) => newestIn(path) <= statSync(built).mtimeMs)) return;
  await run(
    process.execPath,
    [join(repository, "node_modules/vite/bin/vite.js"), "build", "apps/web", "--logLevel", "warn"],
    {
      cwd: repository,
    },
  );
}

function newestIn(folder: string): number {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === "node_modules" || entry.name === "dist") continue;
    const path = join(folder, entry.name);
    newest = Math.max(newest, entry.isDirectory() ? newestIn(path) : statSync(path).mtimeMs);
  }
  return newest;
}
