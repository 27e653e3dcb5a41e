import { spawn } from "node:child_process";
import type { ChildProcessWithoutNullStreams } from "node:child_process";

const running = new Set<ChildProcessWithoutNullStreams>();

/** Starts a program that does not outlive this process. Its stdin is a pipe that closes even when this process is killed. */
export function startChild(
  program: string,
  args: readonly string[],
  cwd: string,
): ChildProcessWithoutNullStreams {
  const child = spawn(program, args, { cwd, stdio: ["pipe", "pipe", "pipe"] });
  running.add(child);
  // A write to a program that has just ended may fail. Its exit is reported elsewhere.
  child.stdin.on("error", () => undefined);
  child.on("close", () => running.delete(child));
  child.on("error", () => running.delete(child));
  return child;
}

/** Kills every program started here, at once. */
export function killChildren(): void {
  for (const child of running) child.kill("SIGKILL");
}

// However this process ends, except by SIGKILL, its programs end too.
process.on("exit", killChildren);
