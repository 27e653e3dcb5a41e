import type { AsRunSpan } from "@nonstop/contract/as-run";
import { expect, it } from "vitest";
import { shownRoom } from "./shown-room.ts";

const NOW = 1_800_000_000;
const span = (room: AsRunSpan["room"], to: number): AsRunSpan => ({
  from: to - 60,
  to,
  room,
  rank: 0,
  reason: "rundown",
});
const LIVE = { kind: "live", room: "e-show" } as const;

it.each([
  ["the room that was committed last", [span({ kind: "slate" }, NOW - 60), span(LIVE, NOW - 1)], "e-show"],
  ["no live room while slate is on", [span(LIVE, NOW - 60), span({ kind: "slate" }, NOW - 1)], ""],
  ["nothing when the channel stands still", [span(LIVE, NOW - 6)], undefined],
  ["nothing when nothing was committed", [], undefined],
] as [string, AsRunSpan[], string | undefined][])("the channel shows %s", (_what, spans, room) => {
  expect(shownRoom(spans, NOW)).toBe(room);
});
