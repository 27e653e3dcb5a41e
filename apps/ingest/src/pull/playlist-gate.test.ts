import { expect, it } from "vitest";
import { type GateAnswer, PlaylistGate } from "./playlist-gate.ts";

const live = (first: number, count: number, end = ""): string =>
  [
    "#EXTM3U",
    "#EXT-X-TARGETDURATION:2",
    `#EXT-X-MEDIA-SEQUENCE:${first}`,
    '#EXT-X-MAP:URI="https://cdn.example.com/init.mp4"',
    ...Array.from({ length: count }, (_, i) => `#EXTINF:2,\nhttps://cdn.example.com/${first + i}.m4s`),
    end,
  ].join("\n");

const segments = (answer: GateAnswer): number[] =>
  answer.kind === "playlist" ? [...answer.text.matchAll(/(\d+)\.m4s/g)].map(([, n]) => Number(n)) : [];

it("shows a reader that begins anew only what came since", () => {
  const gate = new PlaylistGate();
  gate.beginRun(false);
  expect(segments(gate.admit("/v", live(10, 4)))).toEqual([10, 11, 12, 13]);
  // Nothing of that was aired.
  gate.beginRun(false);
  expect(segments(gate.admit("/v", live(10, 4)))).toEqual([10, 11, 12, 13]);
  expect(segments(gate.admit("/v", live(12, 4)))).toEqual([12, 13, 14, 15]);
  gate.beginRun(true);
  expect(gate.admit("/v", live(12, 4))).toEqual({ kind: "nothing-new" });
  expect(gate.admit("/v", live(13, 4))).toEqual({ kind: "nothing-new" });
  const after = gate.admit("/v", live(14, 4));
  expect(segments(after)).toEqual([16, 17]);
  expect(after).toMatchObject({ text: expect.stringContaining("#EXT-X-MEDIA-SEQUENCE:16") });
  expect(after).toMatchObject({ text: expect.stringMatching(/^#EXTM3U\n/) });
  expect(after).toMatchObject({ text: expect.stringContaining("#EXT-X-MAP") });
  expect(after.kind === "playlist" && after.text.match(/EXTINF/g)).toHaveLength(2);
  expect(segments(gate.admit("/v", live(15, 4)))).toEqual([16, 17, 18]);
  // Another playlist of the same source counts for itself.
  expect(segments(gate.admit("/a", live(3, 2)))).toEqual([3, 4]);
});

it("treats an encoder that counts from nought again as new", () => {
  const gate = new PlaylistGate();
  gate.admit("/v", live(500, 4));
  gate.beginRun(true);
  expect(segments(gate.admit("/v", live(0, 3)))).toEqual([0, 1, 2]);
});

it("knows a source that begins anew after little by its names", () => {
  const gate = new PlaylistGate();
  gate.admit("/v", live(0, 6).replaceAll("example.com/", "example.com/first-"));
  gate.beginRun(true);
  const anew = live(0, 4).replaceAll("example.com/", "example.com/second-");
  expect(segments(gate.admit("/v", anew))).toEqual([0, 1, 2, 3]);
});

it("ends the playlist of a live input's reader at a discontinuity, and begins with the next behind it", () => {
  const gate = new PlaylistGate({ isInput: true });
  const cutBefore = (segment: number, playlist: string): string =>
    playlist.replace(
      `#EXTINF:2,\nhttps://cdn.example.com/${segment}.m4s`,
      (line) => `#EXT-X-DISCONTINUITY\n${line}`,
    );
  gate.beginRun(false);
  // A reader that begins with less would run dry.
  expect(gate.admit("/v", live(0, 1))).toEqual({ kind: "nothing-new" });
  expect(segments(gate.admit("/v", live(0, 3)))).toEqual([0, 1, 2]);
  const ended = gate.admit("/v", cutBefore(4, live(1, 5)));
  expect(segments(ended)).toEqual([1, 2, 3]);
  expect(ended).toMatchObject({ text: expect.stringMatching(/3\.m4s\n#EXT-X-ENDLIST$/) });
  expect(segments(gate.admit("/v", cutBefore(4, live(2, 6))))).toEqual([2, 3]);
  gate.beginRun(true);
  const next = gate.admit("/v", cutBefore(4, live(2, 6)));
  expect(segments(next)).toEqual([4, 5, 6, 7]);
  expect(next).toMatchObject({ text: expect.not.stringContaining("ENDLIST") });
  expect(segments(gate.admit("/v", cutBefore(4, live(3, 6))))).toEqual([4, 5, 6, 7, 8]);
  // One that begins when there has been one already begins behind it.
  const other = new PlaylistGate({ isInput: true });
  expect(segments(other.admit("/v", cutBefore(4, live(2, 6))))).toEqual([4, 5, 6, 7]);
});

it("does not begin with a playlist that has an end, and lets one that gets it be played out", () => {
  const gate = new PlaylistGate();
  expect(gate.admit("/film", live(0, 30, "#EXT-X-ENDLIST"))).toEqual({ kind: "over" });
  gate.admit("/v", live(0, 3));
  expect(segments(gate.admit("/v", live(0, 4, "#EXT-X-ENDLIST")))).toEqual([0, 1, 2, 3]);
  gate.beginRun(true);
  expect(gate.admit("/v", live(0, 4, "#EXT-X-ENDLIST"))).toEqual({ kind: "over" });
});

it("makes addresses http, for the proxy speaks TLS, and leaves what is inside of them alone", () => {
  const master = [
    "#EXTM3U",
    '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",URI="https://cdn.example.com/a.m3u8?back=https://x.example"',
    "#EXT-X-STREAM-INF:BANDWIDTH=1",
    "https://cdn.example.com/v.m3u8?back=https://x.example",
    "#EXT-X-STREAM-INF:BANDWIDTH=2",
    "low/v.m3u8",
  ].join("\r\n");
  expect(new PlaylistGate().admit("/", master)).toEqual({
    kind: "playlist",
    text: master.replaceAll("\r", "").replaceAll("https://cdn", "http://cdn"),
  });
});

it("knows segments by their names when the source counts for each reader anew", () => {
  const gate = new PlaylistGate();
  const session = (id: string, first: number, count: number): string =>
    [
      "#EXTM3U",
      ...Array.from({ length: count }, (_, i) => `#EXTINF:2,\n/${id}/${first + i}.m4s?t=${id}`),
    ].join("\n");
  gate.beginRun(false);
  // Each reader's numbers begin at 0.
  expect(segments(gate.admit("source", session("a", 100, 4)))).toEqual([100, 101, 102, 103]);
  const later = session("a", 120, 4).replace("#EXTM3U", "#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:20");
  gate.admit("source", later);
  gate.beginRun(true);
  expect(gate.admit("source", session("b", 120, 4))).toEqual({ kind: "nothing-new" });
  expect(segments(gate.admit("source", session("b", 122, 4)))).toEqual([124, 125]);
});
