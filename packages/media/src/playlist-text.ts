import type { Second } from "./units.ts";
import { AUDIO_FRAME_SAMPLES, AUDIO_TIMESCALE, audioFramesOfSecond } from "./lattice.ts";

/**
 * So much less is stated of each second of a live playlist. Browsers cut a sample's time and duration to whole microseconds, so
 * that their buffer ends some microseconds before the next part begins. Where the part is stated to begin after that, hls.js
 * (1.7.4, with parts) takes the segment before for what is missing. If it has forgotten a part of that segment, as after a flush
 * of the back buffer, it waits until the segment's parts have left the playlist: the picture stands still for five seconds.
 */
const SHORT_MICROSECONDS = 10;

/** Microseconds of the media of `[from, to)`, rounded down: what is stated must never be longer than what is there. */
function microseconds(from: Second, to: Second, audio: boolean): number {
  if (!audio) return (to - from) * 1_000_000;
  const frames = audioFramesOfSecond(to).first - audioFramesOfSecond(from).first;
  return Math.floor((frames * AUDIO_FRAME_SAMPLES * 1_000_000) / AUDIO_TIMESCALE);
}

/** True duration in seconds of the media of `[from, to)`. */
export function durationText(from: Second, to: Second, audio: boolean): string {
  return (microseconds(from, to, audio) / 1_000_000).toFixed(audio ? 6 : 5);
}

/** The same for a playlist with parts: shorter by some microseconds. */
export function liveDurationText(from: Second, to: Second, audio: boolean): string {
  return ((microseconds(from, to, audio) - SHORT_MICROSECONDS * (to - from)) / 1_000_000).toFixed(6);
}

/** True start of a second's media in ISO 8601. Audio starts with its first frame, up to 21 ms after the second. */
export function startText(second: Second, audio: boolean): string {
  const { first } = audioFramesOfSecond(second);
  const ms = audio ? Math.floor((first * AUDIO_FRAME_SAMPLES * 1000) / AUDIO_TIMESCALE) : second * 1000;
  return new Date(ms).toISOString();
}

/** Joins the lines of a playlist into its text. */
export function playlistText(lines: readonly string[]): string {
  return `${lines.join("\n")}\n`;
}
