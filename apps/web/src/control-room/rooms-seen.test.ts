import type { PlayoutStatus } from "@nonstop/contract/origin-socket";
import type { RoomState } from "@nonstop/contract/room";
import { roomOfTrial } from "@nonstop/contract/room-names";
import type { Rundown } from "@nonstop/contract/rundown";
import { expect, it } from "vitest";
import { roomsSeen } from "./rooms-seen.ts";
import { targetOf } from "./take-machine.ts";

const playout = (seenMs: number, rooms: Record<string, RoomState>): PlayoutStatus & { seenMs: number } => ({
  playout: `p${seenMs}`,
  startedAtMs: 0,
  rundownVersion: 1,
  clockOffsetMs: 0,
  clockSkewMs: 0,
  ingestConnected: true,
  rooms: Object.entries(rooms).map(([room, state]) => ({ room, state, sinceMs: 0, offered: [] })),
  assetsAheadSeconds: 0,
  residentBytes: 0,
  proposed: 0,
  refused: 0,
  warnings: [],
  seenMs,
});
const rundown: Rundown = {
  channel: "main",
  version: 1,
  from: 0,
  to: 1000,
  fillers: [],
  items: [
    { id: "a", kind: "live", start: 0, end: 100, title: "gone", room: { kind: "live", room: "studio" } },
    { id: "b", kind: "live", start: 500, end: 600, title: "coming", room: { kind: "live", room: "studio" } },
    { id: "d", kind: "live", start: 700, end: 800, title: "afar", room: { kind: "remote", room: "r-1" } },
    { id: "c", kind: "live", start: 600, end: 700, title: "later", room: { kind: "live", room: "attic" } },
  ],
};

it("believes the playout heard from last", () => {
  const rooms = roomsSeen(
    { playouts: [playout(2, { studio: "live" }), playout(1, { studio: "stalled" })] },
    0,
  );
  expect(rooms.map((room) => room.status.state)).toEqual(["live"]);
});

it("leaves out a trial room, which is nobody's at the desk", () => {
  const rooms = roomsSeen({ playouts: [playout(1, { studio: "live", [roomOfTrial("1a")]: "live" })] }, 0);
  expect(rooms.map(({ status }) => status.room)).toEqual(["studio"]);
});

it("adds rooms that are wanted soon, and names what each is for", () => {
  const rooms = roomsSeen({ playouts: [playout(1, { studio: "live" })], rundown }, 200);
  expect(rooms.map((room) => [room.status.room, room.status.state, room.airing?.title])).toEqual([
    ["attic", "waiting", "later"],
    ["r-1", "waiting", "afar"],
    ["studio", "live", "coming"],
  ]);
  expect(rooms.map(({ status }) => targetOf(status).kind)).toEqual(["live", "remote", "live"]);
});
