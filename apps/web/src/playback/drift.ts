/** Seconds from the picture to the live edge, as they are and as they should be. The target is null before the playlist is known. */
export type Distance = { latency: number; targetLatency: number | null };

/** What a slightly faster picture makes good without haste. A greater lag is made good by a jump, if that costs nothing. Seconds. */
const MAX_CAUGHT_UP_SECONDS = 2;

/**
 * True when the picture should jump to the live edge. It is more than three times as far behind as the playlist asks, as after
 * sleep or on a slow line; or it is some seconds too late, as after a stall, and what it would jump to is buffered already.
 * `aheadSeconds`: what is buffered ahead of the picture.
 */
export function hasDrifted({ latency, targetLatency }: Distance, aheadSeconds: number): boolean {
  if (targetLatency === null || targetLatency <= 0) return false;
  const lateSeconds = latency - targetLatency;
  if (lateSeconds > MAX_CAUGHT_UP_SECONDS && aheadSeconds > lateSeconds) return true;
  return latency > 3 * targetLatency;
}

/** True when the picture is within the live hold-back, with some room for a picture that is catching up. */
export function isLive({ latency, targetLatency }: Distance): boolean {
  return targetLatency === null || latency <= 2 * targetLatency + 2;
}
