import { expect, it } from "vitest";
import { roomPlaylist } from "./room-playlist.ts";

const FROM = 1_800_000_000;

it("lists one segment a second, numbered by the second", () => {
  expect(roomPlaylist({ audio: false, from: FROM, to: FROM + 2 })).toMatchInlineSnapshot(`
    "#EXTM3U
    #EXT-X-VERSION:6
    #EXT-X-TARGETDURATION:1
    #EXT-X-INDEPENDENT-SEGMENTS
    #EXT-X-MEDIA-SEQUENCE:1800000000
    #EXT-X-MAP:URI="init.mp4"
    #EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:00.000Z
    #EXTINF:1.00000,
    1800000000.m4s
    #EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:01.000Z
    #EXTINF:1.00000,
    1800000001.m4s
    "
  `);
});

it("says of no sound that it lasts or begins later than it does", () => {
  const playlist = roomPlaylist({ audio: true, from: FROM, to: FROM + 8 });
  const lengths = [...playlist.matchAll(/#EXTINF:([\d.]+)/g)].map(([, length]) => length);
  expect(new Set(lengths)).toEqual(new Set(["1.002666", "0.981333"]));
  const starts = [...playlist.matchAll(/TIME:(.+)/g)].map(([, start]) => start?.slice(17));
  expect(starts.slice(0, 3)).toEqual(["00.000Z", "01.002Z", "02.005Z"]);
});
