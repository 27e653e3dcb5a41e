import { spawn } from "node:child_process";
import { join } from "node:path";
import { REPOSITORY } from "@nonstop/station/station";

/** Runs one test file, with what `env` asks of it. Returns whether it passed, and the last of what it said. */
export function runTests(o: {
  project: string;
  file: string;
  env: Readonly<Record<string, string>>;
}): Promise<{ isGood: boolean; said: string }> {
  const vitest = join(REPOSITORY, "node_modules/vitest/vitest.mjs");
  const child = spawn(process.execPath, [vitest, "run", "--project", o.project, o.file], {
    cwd: REPOSITORY,
    env: { ...process.env, ...o.env, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const output of [child.stdout, child.stderr])
    output.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-100_000)));
  return new Promise((resolve) => child.once("close", (code) => resolve({ isGood: code === 0, said })));
}
