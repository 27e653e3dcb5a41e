/** Seconds from the picture to the live edge, as they are and as they should be. The target is null before the playlist is known. */
export type Distance = { latency: number; targetLatency: number | null };

/** True when the picture is more than three times as far behind as the playlist asks, as after sleep or on a slow line. */
export function hasDrifted({ latency, targetLatency }: Distance): boolean {
  return targetLatency !== null && targetLatency > 0 && latency > 3 * targetLatency;
}

/** True when the picture is within the live hold-back, with some room for a picture that is catching up. */
export function isLive({ latency, targetLatency }: Distance): boolean {
  return targetLatency === null || latency <= 2 * targetLatency + 2;
}
