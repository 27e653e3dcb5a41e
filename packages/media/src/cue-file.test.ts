import { expect, it } from "vitest";
import { movedCues, readCues, writeVtt } from "./cue-file.ts";

const VTT =
  "WEBVTT\n\nNOTE by hand\n\n1\n00:01.000 --> 00:02.500 align:start\nAda: Olá\nmundo\n\n1:00:00.000 --> 1:00:01.000\nEnd\n";
const SRT =
  "\uFEFF1\r\n00:00:01,000 --> 00:00:02,500\r\nAda: Olá\r\nmundo\r\n\r\n2\r\n01:00:00,000 --> 01:00:01,000\r\nEnd\r\n";
const cues = [
  { from: 1, to: 2.5, text: "Ada: Olá\nmundo" },
  { from: 3600, to: 3601, text: "End" },
];

it.each([
  ["WebVTT", VTT],
  ["SRT", SRT],
])("reads %s", (_name, text) => {
  expect(readCues(text)).toEqual({ kind: "cues", cues });
});

it("writes what it reads", () => {
  expect(readCues(writeVtt(cues))).toEqual({ kind: "cues", cues });
});

it("cuts and moves cues with their pictures", () => {
  expect(movedCues(cues, { from: 2, to: 3600.5, at: 10 })).toEqual([
    { from: 10, to: 10.5, text: "Ada: Olá\nmundo" },
    { from: 3608, to: 3608.5, text: "End" },
  ]);
});

it.each([
  ["nothing", "WEBVTT\n", 1, "no cue"],
  ["a film", "\u0000\u0001ftypisom", 1, "neither WebVTT nor SRT"],
  ["a cue that ends early", "WEBVTT\n\n00:02.000 --> 00:01.000\nx\n", 3, "ends before"],
  ["a time that is none", "WEBVTT\n\n00:99.000 --> 01:00.000\nx\n", 3, "a time is none"],
  [
    "two cues without a line between",
    "WEBVTT\n\n00:01.000 --> 00:02.000\nx\n00:02.000 --> 00:03.000\ny\n",
    6,
    "empty line",
  ],
])("says what is wrong with %s", (_name, text, line, problem) => {
  expect(readCues(text)).toEqual({ kind: "malformed", line, problem: expect.stringContaining(problem) });
});
