/** Seconds that can be played without loading. */
export function bufferedAhead(video: HTMLVideoElement): number {
  const at = video.currentTime;
  for (let i = 0; i < video.buffered.length; i++)
    if (video.buffered.start(i) <= at && at < video.buffered.end(i)) return video.buffered.end(i) - at;
  return 0;
}

/** Where the browser plays HLS itself it tells no hold-back: so near the edge is live, and three times that is lost. Seconds. */
export const NATIVE_LIVE_SECONDS = 15;

/** Seconds to the end of what a browser that plays HLS itself could play now. */
export function nativeDistance(video: HTMLVideoElement): number {
  const { seekable } = video;
  return seekable.length === 0 ? 0 : seekable.end(seekable.length - 1) - video.currentTime;
}

/** Where the browser plays HLS itself: the channel time of media time 0, in milliseconds. Not in the DOM types. */
export function startDate(video: HTMLVideoElement & { getStartDate?: () => Date }): number | undefined {
  const start = video.getStartDate?.().getTime() ?? Number.NaN;
  return Number.isNaN(start) ? undefined : start;
}
