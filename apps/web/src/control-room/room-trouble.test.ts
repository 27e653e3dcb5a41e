import type { RoomStatus } from "@nonstop/contract/room";
import { expect, it } from "vitest";
import { onAirWarnings, troubleWords } from "./room-trouble.ts";

const room = (over: Partial<RoomStatus>): RoomStatus => ({
  room: "studio",
  state: "live",
  sinceMs: 0,
  offered: [[70, 100]],
  newestSecond: 99,
  ...over,
});

it("says what lasts up to the newest second, and for how long", () => {
  expect(troubleWords(room({}))).toBeUndefined();
  const troubles: RoomStatus["troubles"] = {
    black: [
      [10, 20],
      [88, 100],
    ],
    frozen: [[80, 100]],
    silent: [[60, 100]],
  };
  expect(troubleWords(room({ troubles }))).toBe("Black for 12 s, silent for 40 s.");
  expect(troubleWords(room({ troubles, newestSecond: 100 }))).toBeUndefined();
  expect(troubleWords(room({ troubles, state: "stalled" }))).toBeUndefined();
  expect(troubleWords(room({ troubles: { silent: [[98, 100]] } }))).toBeUndefined();
});

it("warns of what has been on air for long, and sooner of black than of a slide", () => {
  const troubles: RoomStatus["troubles"] = { frozen: [[50, 100]], silent: [[60, 100]] };
  expect(onAirWarnings(room({ troubles }), "Tea")).toMatchObject([
    { weight: "alarm", message: "Tea is on air and has been silent for a while." },
  ]);
  expect(onAirWarnings(room({ troubles: { black: [[90, 100]] } }), "Tea")).toHaveLength(1);
});
