import type { Second } from "./units.ts";
import { durationText, playlistText, startText } from "./playlist-text.ts";

/**
 * A rendition of one room as plain HLS for the seconds `[from, to)`: segments of one second, `{second}.m4s`. The media
 * sequence is the second's own number, so a gap in the room needs no bookkeeping.
 */
export function roomPlaylist(o: { audio: boolean; from: Second; to: Second }): string {
  const lines = [
    "#EXTM3U",
    "#EXT-X-VERSION:6",
    "#EXT-X-TARGETDURATION:1",
    "#EXT-X-INDEPENDENT-SEGMENTS",
    `#EXT-X-MEDIA-SEQUENCE:${o.from}`,
    '#EXT-X-MAP:URI="init.mp4"',
  ];
  for (let second = o.from; second < o.to; second += 1)
    lines.push(
      `#EXT-X-PROGRAM-DATE-TIME:${startText(second, o.audio)}`,
      `#EXTINF:${durationText(second, second + 1, o.audio)},`,
      `${second}.m4s`,
    );
  return playlistText(lines);
}
