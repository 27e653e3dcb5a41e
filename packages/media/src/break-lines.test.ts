import HLS from "hls-parser";
import { expect, it } from "vitest";
import { mediaPlaylist, vodPlaylist } from "./playlist.ts";

const FROM = 1_806_000_000;
const live = {
  rendition: "v720",
  audio: false,
  from: FROM,
  to: FROM + 24,
  places: [{ from: 0, prefix: "" }],
  renditionReports: [],
};
const tags = (text: string): string[] => text.split("\n").filter((line) => line.includes("DATERANGE"));
const before = (text: string, tag: string): string => {
  const lines = text.split("\n");
  return (
    lines.slice(lines.findIndex((line) => line.includes(tag))).find((line) => line.endsWith(".m4s")) ?? ""
  );
};

it("a break that runs stands where it begins, with the length that is planned", () => {
  const text = mediaPlaylist({
    ...live,
    breaks: [{ from: FROM + 9, to: FROM + 24, plannedTo: FROM + 99, isOver: false }],
  });
  expect(tags(text)).toHaveLength(1);
  expect(tags(text)[0]).toMatch(
    new RegExp(
      `^#EXT-X-DATERANGE:ID="break-${FROM + 9}",START-DATE="[^"]+Z",PLANNED-DURATION=90,SCTE35-OUT=0x[0-9A-F]+$`,
    ),
  );
  expect(before(text, "SCTE35-OUT")).toBe(`${(FROM + 8) / 4}.m4s`);
});

it("one that is over is left and returned from under one ID, and players can read both", () => {
  const breaks = [{ from: FROM + 5, to: FROM + 13, plannedTo: FROM + 15, isOver: true }];
  for (const text of [
    mediaPlaylist({ ...live, breaks }),
    vodPlaylist({ audio: false, from: FROM, to: FROM + 24, places: live.places, breaks, ended: true }),
  ]) {
    const [out, back] = tags(text);
    expect(out).toContain("PLANNED-DURATION=10,SCTE35-OUT");
    expect(back).toContain(`ID="break-${FROM + 5}"`);
    expect(back).toMatch(/DURATION=8,SCTE35-IN=0x/);
    expect(before(text, "SCTE35-IN")).toContain(`${(FROM + 12) / 4}.m4s`);
    expect(() => HLS.parse(text)).not.toThrow();
  }
});

it("one that began before the playlist stands at its head, for whoever joins in it", () => {
  const text = mediaPlaylist({ ...live, breaks: [{ from: FROM - 60, to: FROM + 24, isOver: false }] });
  expect(before(text, "SCTE35-OUT")).toBe(`${FROM / 4}.m4s`);
  expect(text).not.toContain("PLANNED-DURATION");
});
