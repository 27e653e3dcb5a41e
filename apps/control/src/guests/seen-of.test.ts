import type { RoomStatus } from "@nonstop/contract/room";
import { expect, it } from "vitest";
import { seenOf } from "./seen-of.ts";

const NOW = 1_800_000_000;
const LIVE: RoomStatus = {
  room: "e-show",
  state: "live",
  sinceMs: 0,
  newestSecond: NOW - 2,
  offered: [],
  peakDbfs: -12,
};
const trouble = (from: number, to: number): [number, number][] => [[from, to]];

it.each([
  ["no room, nobody in the meeting", undefined, false, { state: "nobody", picture: "none", sound: "none" }],
  ["no room, somebody in the meeting", undefined, true, { state: "coming" }],
  ["a room that waits", { ...LIVE, state: "waiting" }, false, { state: "nobody" }],
  ["a publisher without a second", { ...LIVE, state: "connecting" }, false, { state: "coming" }],
  [
    "a room that stalls",
    { ...LIVE, state: "stalled", problem: "Nothing comes." },
    true,
    { state: "coming", problem: "Nothing comes." },
  ],
  ["seconds of long ago", { ...LIVE, newestSecond: NOW - 60 }, true, { state: "coming" }],
  ["ingest away", "unknown", true, { state: "unknown" }],
  ["a good guest", LIVE, true, { state: "received", picture: "good", sound: "good", peakDbfs: -12 }],
  [
    "black now",
    { ...LIVE, troubles: { black: trouble(NOW - 9, NOW - 1) } },
    true,
    { picture: "black", sound: "good" },
  ],
  ["black before", { ...LIVE, troubles: { black: trouble(NOW - 9, NOW - 2) } }, true, { picture: "good" }],
  [
    "a still picture",
    { ...LIVE, troubles: { frozen: trouble(NOW - 9, NOW - 1) } },
    true,
    { picture: "frozen" },
  ],
  [
    "silence",
    { ...LIVE, troubles: { silent: trouble(NOW - 9, NOW - 1) } },
    true,
    { picture: "good", sound: "silent" },
  ],
] as [string, RoomStatus | "unknown" | undefined, boolean, object][])(
  "the station sees %s",
  (_what, status, isAttended, seen) => {
    expect(seenOf(status, { isAttended, second: NOW })).toMatchObject(seen);
  },
);
