import { expect, it } from "vitest";
import { filesOfShow, wordsOfShow } from "./files-of-show.ts";
import type { MeetingRecording } from "./meeting-recording.ts";

const file = (name: string, start: number, end: number): MeetingRecording["files"][number] => ({
  url: `https://zoom.test/${name}`,
  bytes: 10,
  startMs: start * 1000,
  endMs: end * 1000,
});
const recording = (...files: MeetingRecording["files"]): MeetingRecording => ({
  meeting: "1",
  uuid: "u",
  files,
  words: [],
  domains: [],
});
/** Each file by its first letter, with the part of it that is shown. */
const shown = (
  recordings: MeetingRecording[],
  from: number,
  to: number,
  delay = 0,
): [string | undefined, number | undefined, number | undefined][] =>
  filesOfShow(recordings, { from, to }, delay).map((one) => [one.url?.at(-1), one.from, one.to]);

it("is the show and no more, by when that was recorded", () => {
  const whole = recording(file("a", 1000, 2000));
  expect(shown([whole], 1100, 1700)).toEqual([["a", 100, 700]]);
  expect(shown([whole], 1100, 1700, 20)).toEqual([["a", 80, 680]]);
  expect(shown([whole], 900, 2100)).toEqual([["a", undefined, undefined]]);
  expect(shown([whole], 2000, 2100)).toEqual([]);
});

it("leaves out what was not recorded between files, and joins them by their start", () => {
  const paused = recording(file("c", 1800, 2000), file("a", 1000, 1400), file("b", 1500, 1700));
  expect(shown([paused], 1100, 1900)).toEqual([
    ["a", 100, undefined],
    ["b", undefined, undefined],
    ["c", undefined, 100],
  ]);
});

it("joins the times that a meeting was held within the show", () => {
  expect(shown([recording(file("b", 1500, 1700)), recording(file("a", 1000, 1400))], 900, 1600)).toEqual([
    ["a", undefined, undefined],
    ["b", undefined, 100],
  ]);
});

it("places words where their pictures are", () => {
  const paused = {
    ...recording(file("a", 1000, 1400), file("b", 1500, 1700)),
    words: [file("v", 1000, 1400), file("w", 1500, 1700)],
  };
  expect(wordsOfShow([paused], { from: 1100, to: 1600 }, 0)).toEqual([
    { url: "https://zoom.test/v", uuid: "u", from: 100, to: 400, at: 0 },
    { url: "https://zoom.test/w", uuid: "u", from: 0, to: 100, at: 300 },
  ]);
});
