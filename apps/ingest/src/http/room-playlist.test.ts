import { describe, expect, it } from "vitest";
import { roomPlaylist } from "./room-playlist.ts";

describe("roomPlaylist", () => {
  it("lists the newest unbroken run, numbered by its seconds", () => {
    expect(
      roomPlaylist(
        [
          [10, 12],
          [1_800_000_000, 1_800_000_002],
        ],
        false,
      ),
    ).toBe(
      [
        "#EXTM3U",
        "#EXT-X-VERSION:6",
        "#EXT-X-TARGETDURATION:1",
        "#EXT-X-INDEPENDENT-SEGMENTS",
        "#EXT-X-MEDIA-SEQUENCE:1800000000",
        '#EXT-X-MAP:URI="init.mp4"',
        "#EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:00.000Z",
        "#EXTINF:1.00000,",
        "1800000000.m4s",
        "#EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:01.000Z",
        "#EXTINF:1.00000,",
        "1800000001.m4s",
        "",
      ].join("\n"),
    );
  });

  it("tells the sound's own lengths: 47 or 46 frames", () => {
    const playlist = roomPlaylist([[1_800_000_000, 1_800_000_008]], true) ?? "";
    const lengths = [...playlist.matchAll(/#EXTINF:([\d.]+)/g)].map(([, length]) => length);
    expect(new Set(lengths)).toEqual(new Set(["1.00267", "0.98133"]));
    expect(lengths.map(Number).reduce((sum, length) => sum + length)).toBeCloseTo(8, 3);
  });

  it("is nothing while nothing is on offer", () => {
    expect(roomPlaylist([], false)).toBeUndefined();
  });
});
