import { readdirSync, readFileSync } from "node:fs";

/** Clock ticks of /proc are hundredths of a second on every Linux we run on. */
const TICKS_PER_SECOND = 100;

type Cost = { cpuSeconds: number; residentBytes: number };

/** CPU seconds since the start, and resident memory, of one process (`/proc/{pid}`); undefined when it is gone. */
export function costOf(pid: number): Cost | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // utime, stime and the same of children that have ended (proc(5) fields 14 to 17).
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    const resident = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return { cpuSeconds: ticks / TICKS_PER_SECOND, residentBytes: Number(resident ?? 0) * 1024 };
  } catch {
    return undefined;
  }
}

/** A process and all its descendants, with their pids and command names. */
export function familyOf(pid: number): { pid: number; command: string }[] {
  const parents = readdirSync("/proc")
    .map(Number)
    .filter((candidate) => Number.isInteger(candidate) && candidate > 0)
    .flatMap((candidate) => {
      try {
        const stat = readFileSync(`/proc/${candidate}/stat`, "utf8");
        const end = stat.lastIndexOf(")");
        const parent = Number(stat.slice(end + 2).split(" ")[1]);
        return [{ pid: candidate, parent, command: stat.slice(stat.indexOf("(") + 1, end) }];
      } catch {
        return [];
      }
    });
  const below = (root: number): { pid: number; command: string }[] =>
    parents.filter((each) => each.parent === root).flatMap((each) => [each, ...below(each.pid)]);
  const own = parents.find((each) => each.pid === pid);
  return [...(own === undefined ? [] : [own]), ...below(pid)].map(({ pid: id, command }) => ({
    pid: id,
    command,
  }));
}
