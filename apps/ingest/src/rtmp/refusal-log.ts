import type { Log } from "@nonstop/telemetry/log";

const MAX_LINES = 20;
const WINDOW_MS = 10_000;

/** Logs who was turned away and why. Of a crowd it logs the first ones, and how many more there were. */
export function refusalLog(log: Log, nowMs: () => number = () => performance.now()) {
  let from = Number.NEGATIVE_INFINITY;
  let count = 0;
  return (ip: string, reason: string): void => {
    if (nowMs() - from >= WINDOW_MS) {
      if (count > MAX_LINES) log("connections-refused", { more: count - MAX_LINES });
      from = nowMs();
      count = 0;
    }
    if (++count <= MAX_LINES) log("connection-refused", { ip, reason });
  };
}
