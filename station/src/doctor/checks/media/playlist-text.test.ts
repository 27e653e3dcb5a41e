import { mediaPlaylist } from "@nonstop/media/playlist";
import { multivariantPlaylist } from "@nonstop/media/multivariant-playlist";
import { expect, it } from "vitest";
import { readMediaPlaylist, renditionsOf } from "./playlist-text.ts";

const places = [{ from: 0, prefix: "720p-00000000/" }];
const FROM = 1_795_000_000;

it("reads the channel's own playlists", () => {
  const text = mediaPlaylist({
    rendition: "v720",
    audio: false,
    from: FROM,
    to: FROM + 42,
    places,
    renditionReports: [],
  });
  expect(readMediaPlaylist(text)).toMatchObject({
    endMs: (FROM + 42) * 1000,
    holes: 0,
    gaps: 0,
    mediaSequence: FROM / 4,
  });
  expect(readMediaPlaylist(text)?.parts.at(-1)).toBe(`720p-00000000/part/${FROM + 41}.m4s`);
  const sound = mediaPlaylist({
    rendition: "audio",
    audio: true,
    from: FROM,
    to: FROM + 42,
    places,
    renditionReports: [],
  });
  expect(Math.abs((readMediaPlaylist(sound)?.endMs ?? 0) - (FROM + 42) * 1000)).toBeLessThan(50);
  expect(readMediaPlaylist(sound)?.holes).toBe(0);
  const top = multivariantPlaylist({
    video: [{ id: "v720", bitsPerSecond: 1, codec: "avc1.4d401f", width: 2, height: 2 }],
    audio: { id: "audio", bitsPerSecond: 1, codec: "mp4a.40.2" },
    language: "en",
  });
  expect(renditionsOf(top)).toEqual(["v720/index.m3u8", "audio/index.m3u8"]);
});

it("sees what is missing from one", () => {
  const gaps = new Set([FROM / 4 + 1]);
  const text = mediaPlaylist({
    rendition: "v720",
    audio: false,
    from: FROM,
    to: FROM + 40,
    places,
    gaps,
    renditionReports: [],
  });
  expect(readMediaPlaylist(text)?.gaps).toBe(1);
  const lines = text.split("\n");
  const second = lines.findIndex((line) => line.includes(`${FROM / 4 + 2}.m4s`));
  // Its time, its length and itself.
  const holed = lines.toSpliced(second - 2, 3).join("\n");
  expect(readMediaPlaylist(holed)?.holes).toBe(1);
});

it("takes nothing else for one", () => {
  expect([readMediaPlaylist("<html>"), readMediaPlaylist(""), readMediaPlaylist("#EXTM3U\n")]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect([renditionsOf("<html>"), renditionsOf("#EXTM3U\n#EXT-X-STREAM-INF:")]).toEqual([[], []]);
});
