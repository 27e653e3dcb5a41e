import { playlistText } from "./playlist-text.ts";

/** One rung of the ladder, as the encoder was told; `codec` as in RFC 6381. */
export type Rung = { id: string; bitsPerSecond: number; codec: string; width: number; height: number };
/** The audio rendition that goes with every rung. */
export type Sound = { id: string; bitsPerSecond: number; codec: string };

/**
 * Peak over average of a four-second segment: at `-maxrate` equal to `-b:v`, with a VBV of one second, `n` seconds of a room
 * may hold `n + 1` seconds' worth of bits. A segment with a switch in it is cut from two rooms: (4 + 2) / 4.
 */
const PEAK = 1.5;
/** Boxes around the samples, and how far the encoders overshoot with noise (2.4 %, measured). */
const OVERHEAD = 1.05;

/**
 * The multivariant playlist of a channel or a room: its rungs, each with the audio rendition. Bandwidths in bit/s count the
 * sound in. `prefix` stands before each rendition's name in its URI.
 */
export function multivariantPlaylist(o: {
  video: readonly Rung[];
  audio: Sound;
  language: string;
  prefix?: string;
}): string {
  const { audio, prefix = "" } = o;
  const lines = [
    "#EXTM3U",
    "#EXT-X-VERSION:6",
    "#EXT-X-INDEPENDENT-SEGMENTS",
    `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="Main",LANGUAGE="${o.language}",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="${prefix}${audio.id}/index.m3u8"`,
  ];
  for (const rung of o.video) {
    const average = (rung.bitsPerSecond + audio.bitsPerSecond) * OVERHEAD;
    lines.push(
      `#EXT-X-STREAM-INF:BANDWIDTH=${Math.ceil(average * PEAK)},AVERAGE-BANDWIDTH=${Math.ceil(average)},CODECS="${rung.codec},${audio.codec}",RESOLUTION=${rung.width}x${rung.height},FRAME-RATE=30.000,AUDIO="audio",CLOSED-CAPTIONS=NONE`,
      `${prefix}${rung.id}/index.m3u8`,
    );
  }
  return playlistText(lines);
}
