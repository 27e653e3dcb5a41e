import { spawn } from "node:child_process";
import { once } from "node:events";
import { z } from "zod";
import { REPOSITORY } from "@nonstop/station/station";

export type ToolRun = { code: number; output: string };

const Closed = z.tuple([z.int().nullable()]).rest(z.unknown());

/** The words of a command that hold no spaces of their own. */
export const words = (text: string): string[] => text.split(" ");

/** Runs a tool in the repository to its end. Throws with its last lines when it fails, unless it may. */
export async function runTool(
  command: string,
  given: readonly string[],
  o: { env?: Readonly<Record<string, string>>; mayFail?: boolean } = {},
): Promise<ToolRun> {
  const child = spawn(command, given, {
    cwd: REPOSITORY,
    env: { ...process.env, ...o.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const pipe of [child.stdout, child.stderr])
    pipe.setEncoding("utf8").on("data", (text: string) => (output += text));
  const [code] = Closed.parse(await once(child, "close"));
  if (code !== 0 && o.mayFail !== true)
    throw new Error(`${command} ${given.slice(0, 3).join(" ")} failed:\n${output.slice(-3000)}`);
  return { code: code ?? 1, output };
}
