import type { RoomStatus } from "@nonstop/contract/room";
import type { Rundown } from "@nonstop/contract/rundown";
import { expect, it } from "vitest";
import { previewOnlyWords } from "./room-window.ts";

const rundown = (windows: Rundown["windows"]): Rundown => ({
  channel: "main",
  version: 1,
  from: 0,
  to: 1000,
  fillers: [],
  items: [{ id: "a", kind: "slate", start: 0, end: 1000, title: "Slate", room: { kind: "slate" } }],
  ...(windows === undefined ? {} : { windows }),
});
const status = (room: string, state: RoomStatus["state"] = "live"): RoomStatus => ({
  room,
  state,
  sinceMs: 0,
  offered: [],
});
const words = (room: RoomStatus, windows: Rundown["windows"], second: number): string | undefined =>
  previewOnlyWords(room, rundown(windows), second, (at) => `second ${at}`);
const windows = [{ room: "e-show", from: 500, to: 600 }];

it("says until when a room is for the preview only", () => {
  expect(words(status("e-show"), windows, 100)).toBe("For the preview only until second 500.");
  expect(words(status("e-show", "connecting"), windows, 700)).toContain("no show has this room now");
  expect(words(status("e-gone"), windows, 500)).toContain("no show has this room now");
});

it("says nothing of a room that may be on air, that is empty, or that no rundown has windows for", () => {
  expect(words(status("e-show"), windows, 500)).toBeUndefined();
  expect(words(status("enc-desk"), windows, 500)).toBeUndefined();
  expect(words(status("e-show", "waiting"), windows, 100)).toBeUndefined();
  expect(words(status("e-show"), undefined, 100)).toBeUndefined();
});
