import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { WorkerName } from "@nonstop/contract/worker-of-path";
import { configOf } from "../deploy-plan.ts";

const run = promisify(execFile);

/** A Worker as it would be deployed: its modules, the entry first, and the folder they stand in. */
export type WorkerBundle = { folder: string; modules: Module[] };
type Module = { type: "ESModule" | "Data" | "Text" | "CompiledWasm"; path: string; contents: Uint8Array };

const MODULE_TYPES: Readonly<Record<string, Module["type"]>> = {
  ".js": "ESModule",
  ".bin": "Data",
  ".txt": "Text",
  ".wasm": "CompiledWasm",
};

/** Bundles a Worker with wrangler itself, as for a deployment, into `folder`. Throws with wrangler's words when it cannot. */
export async function bundleWorker(o: {
  repository: string;
  worker: WorkerName;
  /** A folder with the configurations of a real station; without one those of development are used. */
  configs?: string | undefined;
  folder: string;
}): Promise<WorkerBundle> {
  const { repository, worker, folder } = o;
  const config = configOf(worker, o.configs);
  const wrangler = join(repository, "node_modules", "wrangler", "bin", "wrangler.js");
  await run(process.execPath, [wrangler, "deploy", "--dry-run", "--config", config, "--outdir", folder], {
    cwd: repository,
    env: { ...process.env, WRANGLER_SEND_METRICS: "false", CI: "true" },
  });
  return readBundle(folder);
}

/** Reads a bundle that wrangler wrote into `folder`. */
export async function readBundle(folder: string): Promise<WorkerBundle> {
  const names = (await readdir(folder)).filter((name) => !name.endsWith(".map") && name !== "README.md");
  const modules = await Promise.all(
    names
      .toSorted((a, b) => Number(b === "index.js") - Number(a === "index.js"))
      .map(async (name) => ({
        type: MODULE_TYPES[name.slice(name.lastIndexOf("."))] ?? "Data",
        path: join(folder, name),
        contents: await readFile(join(folder, name)),
      })),
  );
  return { folder, modules };
}
