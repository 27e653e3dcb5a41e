import type { HouseFormat } from "@nonstop/contract/house-format";
import { AUDIO_FRAME_SAMPLES, AUDIO_TIMESCALE, audioFramesOfSecond } from "@nonstop/media/lattice";
import { multivariantPlaylist } from "@nonstop/media/playlist";

/** How much a preview lists: enough to start three segments back and to stay ahead of the ring's end. */
const LISTED_SECONDS = 12;

/** The preview of a room: all rungs with the sound as its own rendition. */
export function roomMultivariant(format: HouseFormat): string {
  return multivariantPlaylist({
    variants: format.video.map((rung) => ({
      rendition: rung.id,
      bandwidth: Math.round((rung.bitsPerSecond + format.audio.bitsPerSecond) * 1.15),
      averageBandwidth: rung.bitsPerSecond + format.audio.bitsPerSecond,
      codecs: rung.codec,
      width: rung.width,
      height: rung.height,
    })),
    audioRendition: format.audio.id,
    language: "und",
  });
}

/**
 * One rendition as plain HLS with one-second segments, over the newest unbroken run of `spans` (half-open, oldest first).
 * Media sequence is the second's own number, so a gap in the room needs no bookkeeping.
 */
export function roomPlaylist(
  spans: readonly (readonly [number, number])[],
  isAudio: boolean,
): string | undefined {
  const newest = spans.at(-1);
  if (newest === undefined) return undefined;
  const [from, to] = [Math.max(newest[0], newest[1] - LISTED_SECONDS), newest[1]];
  const lines = [
    "#EXTM3U",
    "#EXT-X-VERSION:6",
    "#EXT-X-TARGETDURATION:1",
    "#EXT-X-INDEPENDENT-SEGMENTS",
    `#EXT-X-MEDIA-SEQUENCE:${from}`,
    '#EXT-X-MAP:URI="init.mp4"',
  ];
  for (let second = from; second < to; second++) {
    const { first, count } = audioFramesOfSecond(second);
    const startMs = isAudio ? (first * AUDIO_FRAME_SAMPLES * 1000) / AUDIO_TIMESCALE : second * 1000;
    const length = isAudio ? (count * AUDIO_FRAME_SAMPLES) / AUDIO_TIMESCALE : 1;
    lines.push(
      `#EXT-X-PROGRAM-DATE-TIME:${new Date(startMs).toISOString()}`,
      `#EXTINF:${length.toFixed(5)},`,
      `${second}.m4s`,
    );
  }
  return `${lines.join("\n")}\n`;
}
