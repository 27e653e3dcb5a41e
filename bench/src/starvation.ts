import { readFileSync } from "node:fs";

/** Jiffies since boot: those that the hypervisor gave to others, and all of them (`/proc/stat`, proc(5)). */
function jiffies(): { stolen: number; all: number } {
  const [, ...fields] = (readFileSync("/proc/stat", "utf8").split("\n")[0] ?? "").split(/\s+/);
  const numbers = fields.map(Number);
  return { stolen: numbers[7] ?? 0, all: numbers.slice(0, 8).reduce((sum, each) => sum + each, 0) };
}

/**
 * Watches whether the hypervisor gives this machine its processors. A station without a processor airs slate in time rather
 * than the programme late, and such seconds are no fault of the switch: above a share of about 0.05 no station can commit its
 * seconds in time. The returned function answers the share (0..1) of processor time that went to others since.
 */
export function watchStarvation(): () => number {
  const before = jiffies();
  return () => {
    const after = jiffies();
    return (after.stolen - before.stolen) / Math.max(1, after.all - before.all);
  };
}
