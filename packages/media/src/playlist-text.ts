import type { Second } from "./units.ts";
import { AUDIO_FRAME_SAMPLES, AUDIO_TIMESCALE, audioFramesOfSecond } from "./lattice.ts";

// Times of audio are rounded down, never up: to a player whose buffer ends before the next part is said to begin (hls.js), what
// it has just loaded is still to come, and it waits for it until the playlist has moved on.

/** True duration in seconds of the media of `[from, to)`. */
export function durationText(from: Second, to: Second, audio: boolean): string {
  if (!audio) return (to - from).toFixed(5);
  const frames = audioFramesOfSecond(to).first - audioFramesOfSecond(from).first;
  const microseconds = Math.floor((frames * AUDIO_FRAME_SAMPLES * 1_000_000) / AUDIO_TIMESCALE);
  return (microseconds / 1_000_000).toFixed(6);
}

/** True start of the media of a second, ISO 8601: for audio that of its first frame, up to 21 ms after the second's. */
export function startText(second: Second, audio: boolean): string {
  const { first } = audioFramesOfSecond(second);
  const ms = audio ? Math.floor((first * AUDIO_FRAME_SAMPLES * 1000) / AUDIO_TIMESCALE) : second * 1000;
  return new Date(ms).toISOString();
}

/** The lines of a playlist as its text. */
export function playlistText(lines: readonly string[]): string {
  return `${lines.join("\n")}\n`;
}
