import { expect, it } from "vitest";
import { cuedSegments } from "./playlist-breaks.ts";

const segment = (n: number, ...tags: string[]): string => [...tags, "#EXTINF:4.0,", `${n}.ts`].join("\n");
const head = "#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:10\n";
const breaksOf = (text: string, isBreakBefore = (): boolean => false): number[] =>
  cuedSegments(text, isBreakBefore).flatMap(({ number, isBreak }) => (isBreak ? [number] : []));

it("a cue out lasts until the cue in", () => {
  const text =
    head + [segment(10), segment(11, "#EXT-X-CUE-OUT"), segment(12), segment(13, "#EXT-X-CUE-IN")].join("\n");
  expect(breaksOf(text)).toEqual([11, 12]);
});

it.each(["#EXT-X-CUE-OUT:8", "#EXT-X-CUE-OUT:DURATION=8", "#EXT-X-CUE-OUT:ID=4,DURATION=8.0"])(
  "%s ends by itself",
  (cue) => {
    expect(breaksOf(head + [segment(10, cue), segment(11), segment(12)].join("\n"))).toEqual([10, 11]);
  },
);

it("a break goes on when its cue has left the playlist", () => {
  const text = head + [segment(10), segment(11, "#EXT-X-CUE-IN"), segment(12)].join("\n");
  expect(breaksOf(text, () => true)).toEqual([10]);
  expect(breaksOf(head + segment(10, "#EXT-X-CUE-OUT-CONT:4/30"))).toEqual([10]);
});

it("a date range is left and returned from under one id", () => {
  const date = "#EXT-X-PROGRAM-DATE-TIME:2027-03-02T18:00:00.000Z";
  const out =
    '#EXT-X-DATERANGE:ID="b1",START-DATE="2027-03-02T18:00:04.000Z",PLANNED-DURATION=60,SCTE35-OUT=0xFC30';
  const back = '#EXT-X-DATERANGE:ID="b1",START-DATE="2027-03-02T18:00:04.000Z",DURATION=8,SCTE35-IN=0xFC30';
  const segments = [segment(10, date), segment(11), segment(12), segment(13)];
  expect(breaksOf(head + [out, ...segments].join("\n"))).toEqual([11, 12, 13]);
  expect(breaksOf(head + [out, back, ...segments].join("\n"))).toEqual([11, 12]);
  expect(breaksOf(head + [out.replace("SCTE35-OUT", "SCTE35-CMD"), ...segments].join("\n"))).toEqual([]);
});

it("knows how long each segment is, whatever it is given", () => {
  expect(cuedSegments(head + segment(10), () => false)).toEqual([
    { number: 10, address: "10.ts", durationMs: 4000, isBreak: false },
  ]);
  expect(cuedSegments("nonsense\n#EXT-X-CUE-OUT:\n#EXTINF:x\n", () => false)).toEqual([
    { number: 0, address: "nonsense", durationMs: 0, isBreak: false },
  ]);
});
