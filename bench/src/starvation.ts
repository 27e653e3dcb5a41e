import { readFileSync } from "node:fs";

/** Above this share of stolen time a machine cannot keep a schedule of seconds, whatever runs on it. */
const STARVED_SHARE = 0.05;

/** Jiffies the hypervisor gave to others, and all of them, since boot (`/proc/stat`, proc(5)). */
function jiffies(): { stolen: number; all: number } {
  const [, ...fields] = (readFileSync("/proc/stat", "utf8").split("\n")[0] ?? "").split(/\s+/);
  const numbers = fields.map(Number);
  return { stolen: numbers[7] ?? 0, all: numbers.slice(0, 8).reduce((sum, each) => sum + each, 0) };
}

/**
 * Watches whether this (virtual) machine was given the processors it has. A station that gets no processor does what the
 * design says: it airs slate in time rather than the programme late. Such seconds are then no fault of the switch.
 */
export function watchStarvation(): () => { starved: boolean; share: number } {
  const before = jiffies();
  return () => {
    const after = jiffies();
    const share = (after.stolen - before.stolen) / Math.max(1, after.all - before.all);
    return { starved: share > STARVED_SHARE, share };
  };
}
