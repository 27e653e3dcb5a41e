import { spawn } from "node:child_process";
import type { ChildProcessWithoutNullStreams } from "node:child_process";

const running = new Set<ChildProcessWithoutNullStreams>();

/** Starts a program that does not outlive this process. Its stdin is a pipe: a parent killed outright ends it too. */
export function startChild(
  program: string,
  args: readonly string[],
  cwd: string,
): ChildProcessWithoutNullStreams {
  const child = spawn(program, args, { cwd, stdio: ["pipe", "pipe", "pipe"] });
  running.add(child);
  // Writing to a program that has just gone is expected; its exit is what counts.
  child.stdin.on("error", () => undefined);
  child.on("close", () => running.delete(child));
  child.on("error", () => running.delete(child));
  return child;
}

/** Kills every program started here, at once. */
export function killChildren(): void {
  for (const child of running) child.kill("SIGKILL");
}

// Whatever way this process ends, short of SIGKILL, nothing stays behind.
process.on("exit", killChildren);
