import { execFile } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Builds the web app unless its build is newer than every source it is made from. */
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
