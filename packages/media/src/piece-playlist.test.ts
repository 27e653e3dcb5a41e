import { expect, it } from "vitest";
import { piecePlaylist } from "./piece-playlist.ts";

it("lists a piece from its first to its last second, and no more", () => {
  expect(piecePlaylist({ audio: false, durationSeconds: 9 })).toMatchInlineSnapshot(`
    "#EXTM3U
    #EXT-X-VERSION:6
    #EXT-X-TARGETDURATION:4
    #EXT-X-PLAYLIST-TYPE:VOD
    #EXT-X-MEDIA-SEQUENCE:0
    #EXT-X-INDEPENDENT-SEGMENTS
    #EXT-X-MAP:URI="init.mp4"
    #EXTINF:4.00000,
    0.m4s
    #EXTINF:4.00000,
    1.m4s
    #EXTINF:1.00000,
    2.m4s
    #EXT-X-ENDLIST
    "
  `);
  const sound = [...piecePlaylist({ audio: true, durationSeconds: 8 }).matchAll(/#EXTINF:([\d.]+)/g)];
  expect(sound.map(([, length]) => length)).toEqual(["4.010666", "3.989333"]);
});
