import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";

const RENEW_SECONDS = 10;
/** Half of the machine, or three quarters of one with two processors: one room must leave something to the others. */
const CPU_SECONDS = RENEW_SECONDS * Math.max(1.5, availableParallelism() / 2);
/** Ten times what a room of 720 lines takes. */
const MEMORY_BYTES = 2 * 1024 ** 3;
/** The kernel counts processor time in these. */
const TICKS_PER_SECOND = 100;

/**
 * Bounds what a process of ours may take: memory once and for all, processor time by the ten seconds. A process that wants more
 * memory gets none; one that wants more time is sent SIGXCPU. The kernel does it, so it holds while ingest is busy. Returns a
 * function that ends the renewing: call it when the process is gone.
 */
export function boundProcess(pid: number): () => void {
  void allow(pid, [`--data=${MEMORY_BYTES}`, `--cpu=${CPU_SECONDS}`]);
  const timer = setInterval(() => {
    void usedCpuSeconds(pid).then((used) => {
      if (used !== undefined) void allow(pid, [`--cpu=${Math.ceil(used) + CPU_SECONDS}`]);
    });
  }, RENEW_SECONDS * 1000);
  timer.unref();
  return () => clearInterval(timer);
}

/** Whether processes can be bounded here: `prlimit` is in Debian's util-linux, and nowhere but on Linux. */
export function canBoundProcesses(): Promise<boolean> {
  return allow(process.pid, []);
}

/** Sets limits; soft ones, so that they can be raised again. False when that is not possible. */
function allow(pid: number, limits: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    execFile("prlimit", ["--pid", String(pid), ...limits.map((limit) => `${limit}:`)], (error) =>
      resolve(error === null),
    );
  });
}

/** Processor time a process has used, of its own and in the kernel; undefined when it is gone. */
async function usedCpuSeconds(pid: number): Promise<number | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // The name of the program is in brackets and may hold anything.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = Number(fields[11]) + Number(fields[12]);
  return Number.isFinite(ticks) ? ticks / TICKS_PER_SECOND : undefined;
}
