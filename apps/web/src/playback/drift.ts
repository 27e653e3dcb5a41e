/** How far the picture is from the live edge, in seconds, and how far it should be; null until the playlist is known. */
export type Distance = { latency: number; targetLatency: number | null };

/** True when the picture is more than three times as far behind as the playlist asks: after sleep, or a slow line. */
export function hasDrifted({ latency, targetLatency }: Distance): boolean {
  return targetLatency !== null && targetLatency > 0 && latency > 3 * targetLatency;
}

/** True when the picture is within the live hold-back, a fair share of catching up allowed. */
export function isLive({ latency, targetLatency }: Distance): boolean {
  return targetLatency === null || latency <= 2 * targetLatency + 2;
}
