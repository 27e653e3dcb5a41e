import HLS from "hls-parser";
import { describe, expect, it } from "vitest";
import { multivariantPlaylist } from "./multivariant-playlist.ts";

HLS.setOptions({ strictMode: true });

const audio = { id: "audio", bitsPerSecond: 128_000, codec: "mp4a.40.2" };
const rung = { id: "v720", bitsPerSecond: 2_500_000, codec: "avc1.4d401f", width: 1280, height: 720 };

describe("multivariantPlaylist()", () => {
  it("describes each rung with the sound: its codec, its bandwidth, its address", () => {
    expect(multivariantPlaylist({ video: [rung], audio, language: "en" })).toMatchInlineSnapshot(`
      "#EXTM3U
      #EXT-X-VERSION:6
      #EXT-X-INDEPENDENT-SEGMENTS
      #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="Main",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="audio/index.m3u8"
      #EXT-X-STREAM-INF:BANDWIDTH=4139100,AVERAGE-BANDWIDTH=2759400,CODECS="avc1.4d401f,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=30.000,AUDIO="audio",CLOSED-CAPTIONS=NONE
      v720/index.m3u8
      "
    `);
  });

  it("is a playlist to hls-parser's strict mode, with its prefix before each address", () => {
    const small = { ...rung, id: "v360", bitsPerSecond: 700_000, width: 640, height: 360 };
    const playlist = HLS.parse(
      multivariantPlaylist({ video: [rung, small], audio, language: "de", prefix: "show/" }),
    );
    if (!playlist.isMasterPlaylist) throw new Error("not a multivariant playlist");
    expect(playlist.variants.map((v) => v.uri)).toEqual(["show/v720/index.m3u8", "show/v360/index.m3u8"]);
    expect(playlist.variants[0]?.audio[0]).toMatchObject({
      language: "de",
      uri: "show/audio/index.m3u8",
      isDefault: true,
    });
  });
});
