import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";

/** A process by pid and start time. A pid alone may belong to another process by now. */
const OwnProcess = z.object({ name: z.string(), pid: z.int().positive(), startTicks: z.string() });
type OwnProcess = z.infer<typeof OwnProcess>;
const OwnProcesses = z.array(OwnProcess);

const fileOf = (stateDir: string): string => join(stateDir, "processes.json");

/** How long we wait for a killed process. It keeps its ports until the kernel has removed it, usually some milliseconds. */
const GONE_WITHIN_MS = 5000;
const LOOK_EVERY_MS = 20;

/** The start time of a process in clock ticks since boot (`/proc/{pid}/stat`, field 22); undefined when it is gone. */
function startTicks(pid: number): string | undefined {
  const fields = statFields(pid);
  // A zombie holds nothing once its last thread has ended (field 20 counts threads), so it counts as gone.
  return fields?.[0] === "Z" && Number(fields[17]) <= 1 ? undefined : fields?.[19];
}

function statFields(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The command may hold spaces and parentheses, so fields are counted from its closing parenthesis.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}

const isAlive = (own: OwnProcess): boolean => startTicks(own.pid) === own.startTicks;

/** Pids whose parent is `pid`. */
export function childrenOf(pid: number): number[] {
  if (!existsSync("/proc")) return [];
  return readdirSync("/proc")
    .map(Number)
    .filter(
      (candidate) =>
        Number.isInteger(candidate) && candidate > 0 && statFields(candidate)?.[1] === String(pid),
    );
}

/** Records which processes belong to the station of this state folder, the station itself first. */
export function recordProcesses(stateDir: string, processes: readonly { name: string; pid: number }[]): void {
  const own = processes.flatMap(({ name, pid }) => {
    const ticks = startTicks(pid);
    return ticks === undefined ? [] : [{ name, pid, startTicks: ticks }];
  });
  writeFileSync(fileOf(stateDir), JSON.stringify(own));
}

/**
 * Ends the processes that an earlier station of this state folder left running when it was killed. Returns them once they
 * are gone. When that station itself still runs, nothing is ended and its pid is returned.
 */
export async function endLeftovers(
  stateDir: string,
): Promise<{ kind: "ended"; names: string[] } | { kind: "running"; pid: number }> {
  if (!existsSync(fileOf(stateDir))) return { kind: "ended", names: [] };
  const parsed = OwnProcesses.safeParse(readJson(fileOf(stateDir)));
  const alive = parsed.success ? parsed.data.filter(isAlive) : [];
  const station = alive.find((own) => own.name === "station" && own.pid !== process.pid);
  if (station !== undefined) return { kind: "running", pid: station.pid };
  const others = alive.filter((own) => own.name !== "station");
  for (const own of others) process.kill(own.pid, "SIGKILL");
  const untilMs = performance.now() + GONE_WITHIN_MS;
  while (others.some(isAlive) && performance.now() < untilMs) await pause(LOOK_EVERY_MS);
  return { kind: "ended", names: others.map((own) => own.name) };
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
