/**
 * The one place our Workers learn the time from: channel time is the edge's clock. Tests replace its two members; nothing
 * else in a Worker reads a clock or sets a timer.
 */
export const clock = {
  /** Milliseconds since the Unix epoch. */
  nowMs: (): number => Date.now(),
  /** Calls `wake` once, at `atMs` or soon after; the answer cancels it. */
  wakeAt: (atMs: number, wake: () => void): (() => void) => {
    const timer = setTimeout(wake, Math.max(0, atMs - Date.now()));
    return () => clearTimeout(timer);
  },
};

/** Channel time `atMs` as the platform's alarms count it; they know nothing of the clock above. */
export function alarmTimeMs(atMs: number): number {
  return Date.now() + Math.max(0, atMs - clock.nowMs());
}
