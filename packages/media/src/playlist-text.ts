import type { Second } from "./units.ts";
import { AUDIO_FRAME_SAMPLES, AUDIO_TIMESCALE, audioFramesOfSecond } from "./lattice.ts";

// Audio times are rounded down, never up. When hls.js's buffer ends before the stated start of the next part, hls.js
// believes that what it has just loaded is still to come, and waits until the playlist has moved on.

/** True duration in seconds of the media of `[from, to)`. */
export function durationText(from: Second, to: Second, audio: boolean): string {
  if (!audio) return (to - from).toFixed(5);
  const frames = audioFramesOfSecond(to).first - audioFramesOfSecond(from).first;
  const microseconds = Math.floor((frames * AUDIO_FRAME_SAMPLES * 1_000_000) / AUDIO_TIMESCALE);
  return (microseconds / 1_000_000).toFixed(6);
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
