import type { ControlRoomState } from "@nonstop/contract/origin-socket";
import type { RoomStatus } from "@nonstop/contract/room";
import type { Rundown } from "@nonstop/contract/rundown";
import { wallTime } from "@nonstop/schedule/wall-time";
import { expect, it } from "vitest";
import { warningsOf } from "./warnings.ts";

const NOW = 1_800_000_000;
const problem = "The source answers 503.";

function rundown(kind: "live" | "remote", start: number): Rundown {
  const item = { id: "show", kind: "live", title: "The show", room: { kind, room: "r-show" } } as const;
  const items = [{ ...item, start, end: start + 600 }];
  return { channel: "main", version: 1, from: start, to: start + 600, items, fillers: [] };
}

function playout(name: string, room: Partial<RoomStatus>): ControlRoomState["playouts"][number] {
  const rooms: RoomStatus[] = [{ room: "r-show", state: "waiting", sinceMs: 0, offered: [], ...room }];
  const clock = { startedAtMs: 0, clockOffsetMs: 0, clockSkewMs: 0, seenMs: NOW * 1000 };
  const counts = { rundownVersion: 1, assetsAheadSeconds: 60, residentBytes: 1, proposed: 1, refused: 0 };
  return { playout: name, rooms, ...clock, ...counts, ingestConnected: true, warnings: [] };
}

const warnings = (plan: Rundown, rooms: Partial<RoomStatus>[]): string[] =>
  warningsOf({
    nowMs: NOW * 1000,
    timezone: "Europe/Lisbon",
    playouts: rooms.map((room, index) => playout(`playout-${index}`, room)),
    rundown: plan,
    onAir: { second: NOW - 1, room: { kind: "slate" }, rank: 3, reason: "edge-slate" },
    takes: [],
    unproposedSince: undefined,
    segmentsWaiting: 0,
  }).flatMap(({ code, message }) => (code === "source-fails" ? [message] : []));

it("says once what is wrong with a source whose show is on or about to begin", () => {
  const told = (start: number): string[] => [`The show at ${wallTime(start, "Europe/Lisbon")}: ${problem}`];
  expect(warnings(rundown("remote", NOW - 10), [{ problem }, { problem }])).toEqual(told(NOW - 10));
  expect(warnings(rundown("remote", NOW + 20), [{ problem }])).toEqual(told(NOW + 20));
  expect(warnings(rundown("remote", NOW + 200), [{ problem }])).toEqual([]);
  expect(warnings(rundown("remote", NOW - 10), [{ problem, state: "live" }])).toEqual([]);
  expect(warnings(rundown("live", NOW - 10), [{ problem }])).toEqual([]);
});
