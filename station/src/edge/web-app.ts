import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { headersFile } from "@nonstop/control/page-headers";

const run = promisify(execFile);

/** Builds the web app, with the headers that its files are served with. Throws with the builder's words when it cannot. */
export async function buildPages(repository: string): Promise<void> {
  const vite = join(repository, "node_modules/vite/bin/vite.js");
  await run(process.execPath, [vite, "build", "apps/web", "--logLevel", "warn"], { cwd: repository });
  writeFileSync(headersIn(repository), headersFile());
}

/** Builds the web app unless its build is newer than every source it is made from. */
export async function buildWebApp(repository: string): Promise<void> {
  const built = join(repository, "apps/web/dist/index.html");
  const sources = ["apps/web", "packages/contract/src", "packages/schedule/src"].map((path) =>
    join(repository, path),
  );
  const isFresh =
    existsSync(built) &&
    existsSync(headersIn(repository)) &&
    readFileSync(headersIn(repository), "utf8") === headersFile() &&
    sources.every((path) => newestIn(path) <= statSync(built).mtimeMs);
  if (!isFresh) await buildPages(repository);
}

const headersIn = (repository: string): string => join(repository, "apps/web/dist/_headers");

function newestIn(folder: string): number {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === "node_modules" || entry.name === "dist") continue;
    const path = join(folder, entry.name);
    newest = Math.max(newest, entry.isDirectory() ? newestIn(path) : statSync(path).mtimeMs);
  }
  return newest;
}
