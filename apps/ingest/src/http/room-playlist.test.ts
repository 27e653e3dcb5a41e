import { describe, expect, it } from "vitest";
import { previewPlaylist } from "./room-playlist.ts";

const listed = (playlist: string | undefined): string[] | undefined =>
  playlist?.split("\n").filter((line) => line.endsWith(".m4s"));

describe("previewPlaylist()", () => {
  it("lists the newest unbroken run", () => {
    const run = [1_800_000_000, 1_800_000_002] as const;
    expect(listed(previewPlaylist([[10, 12], run], false))).toEqual(["1800000000.m4s", "1800000001.m4s"]);
  });

  it("lists no more than the newest twelve seconds", () => {
    const seconds = listed(previewPlaylist([[100, 160]], true));
    expect(seconds).toHaveLength(12);
    expect(seconds?.at(-1)).toBe("159.m4s");
  });

  it("is nothing while nothing is on offer", () => {
    expect(previewPlaylist([], false)).toBeUndefined();
  });
});
