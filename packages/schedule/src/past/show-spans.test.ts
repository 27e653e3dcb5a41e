import type { AsRunSpan } from "@nonstop/contract/as-run";
import { roomOfAiring, roomOfEncoder } from "@nonstop/contract/room-names";
import { describe, expect, it } from "vitest";
import { showSpans } from "./show-spans.ts";

const room = roomOfAiring("show", "live");
const live = { kind: "live", room } as const;
const film = (startSecond: number) => ({ kind: "asset", asset: "film", startSecond }) as const;
const slate = { kind: "slate" } as const;

function span(from: number, to: number, over: Partial<AsRunSpan> = {}): AsRunSpan {
  return { from, to, room: live, rank: 0, reason: "rundown", airing: "show", ...over };
}

describe("showSpans()", () => {
  it("has the show from its first to its last second, without what stood in for it at its ends", () => {
    const spans = [
      span(0, 10, { airing: "before", room: film(0) }),
      span(10, 14, { room: slate, rank: 3, reason: "not-started" }),
      span(14, 30, { room: film(14), rank: 1, reason: "not-started" }),
      span(30, 90),
      span(90, 100, { room: live, reason: "over-run", airing: undefined }),
      span(100, 110, { room: slate, rank: 3, reason: "room-stalled", airing: undefined }),
    ];
    expect(showSpans(spans, { airing: "show", room })).toEqual([{ from: 30, to: 100 }]);
  });

  it("has a show in pieces, and what a take showed of it", () => {
    const spans = [
      span(0, 5, { reason: "take", take: "early", airing: "before" }),
      span(5, 20),
      span(20, 40, { room: film(20), reason: "take", take: "t" }),
      span(40, 43, { reason: "take-unavailable", rank: 1, take: undefined }),
      span(43, 45, { room: slate, rank: 3, reason: "edge-slate", airing: undefined }),
      span(45, 60),
    ];
    expect(showSpans(spans, { airing: "show", room })).toEqual([
      { from: 0, to: 20 },
      { from: 40, to: 43 },
      { from: 45, to: 60 },
    ]);
  });

  it("has of an encoder, which is there for all, what aired as this show, and its tail", () => {
    const desk = { kind: "encoder", room: roomOfEncoder("desk") } as const;
    const spans = [
      span(0, 30, { room: desk, airing: "morning" }),
      span(30, 60, { room: desk }),
      span(60, 63, { room: desk, reason: "over-run", airing: undefined }),
      span(70, 80, { room: desk, airing: "evening" }),
    ];
    expect(showSpans(spans, { airing: "show", room: desk.room })).toEqual([{ from: 30, to: 63 }]);
  });

  it("has nothing of a show that never aired", () => {
    expect(showSpans([span(0, 60, { room: film(0), rank: 1 })], { airing: "show", room })).toEqual([]);
    expect(showSpans([], { airing: "show", room })).toEqual([]);
  });
});
