import { firstSecondOfSegment, SEGMENT_SECONDS } from "./lattice.ts";
import { durationText, playlistText } from "./playlist-text.ts";

/**
 * A rendition of a recorded piece as plain HLS, on its own clock from 0: segments of four seconds, `{n}.m4s`, the last of what is left.
 */
export function piecePlaylist(o: { audio: boolean; durationSeconds: number }): string {
  const lines = [
    "#EXTM3U",
    "#EXT-X-VERSION:6",
    `#EXT-X-TARGETDURATION:${SEGMENT_SECONDS}`,
    "#EXT-X-PLAYLIST-TYPE:VOD",
    "#EXT-X-MEDIA-SEQUENCE:0",
    "#EXT-X-INDEPENDENT-SEGMENTS",
    '#EXT-X-MAP:URI="init.mp4"',
  ];
  for (let segment = 0; firstSecondOfSegment(segment) < o.durationSeconds; segment += 1) {
    const { from, to } = pieceSegment(segment, o.durationSeconds);
    lines.push(`#EXTINF:${durationText(from, to, o.audio)},`, `${segment}.m4s`);
  }
  lines.push("#EXT-X-ENDLIST");
  return playlistText(lines);
}

/** The seconds `[from, to)` of a piece's segment; none of a segment that it does not have. */
export function pieceSegment(segment: number, durationSeconds: number): { from: number; to: number } {
  const from = firstSecondOfSegment(segment);
  return { from, to: Math.min(from + SEGMENT_SECONDS, durationSeconds) };
}
