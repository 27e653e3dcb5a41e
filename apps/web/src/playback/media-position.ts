/** Seconds that can be played without loading. */
export function bufferedAhead(video: HTMLVideoElement): number {
  const at = video.currentTime;
  for (let i = 0; i < video.buffered.length; i++)
    if (video.buffered.start(i) <= at && at < video.buffered.end(i)) return video.buffered.end(i) - at;
  return 0;
}

/** A browser that plays HLS itself tells no hold-back. Within this distance of the edge it is live, beyond three times that it has drifted. Seconds. */
export const NATIVE_LIVE_SECONDS = 15;

/** Seconds to the live edge, for a browser that plays HLS itself. */
export function nativeDistance(video: HTMLVideoElement): number {
  const { seekable } = video;
  return seekable.length === 0 ? 0 : seekable.end(seekable.length - 1) - video.currentTime;
}

/** Channel time of media time 0 in milliseconds, for a browser that plays HLS itself. The DOM types lack `getStartDate`. */
export function startDate(video: HTMLVideoElement & { getStartDate?: () => Date }): number | undefined {
  const start = video.getStartDate?.().getTime() ?? Number.NaN;
  return Number.isNaN(start) ? undefined : start;
}
