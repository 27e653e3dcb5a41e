/**
 * The only clock of our Workers. Channel time is the edge's clock. Tests replace its two members, so nothing else in a
 * Worker may read a clock or set a timer.
 */
export const clock = {
  /** Milliseconds since the Unix epoch. */
  nowMs: (): number => Date.now(),
  /** Calls `wake` once, at `atMs` or soon after. The returned function cancels it. */
  wakeAt: (atMs: number, wake: () => void): (() => void) => {
    const timer = setTimeout(wake, Math.max(0, atMs - Date.now()));
    return () => clearTimeout(timer);
  },
};

/** Converts channel time `atMs` into the time of the platform's alarms, which do not use the clock above. */
export function alarmTimeMs(atMs: number): number {
  return Date.now() + Math.max(0, atMs - clock.nowMs());
}
