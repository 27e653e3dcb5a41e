import type { AsRunSpan } from "@nonstop/contract/as-run";
import { roomOfAiring, roomOfEncoder } from "@nonstop/contract/room-names";
import { describe, expect, it } from "vitest";
import { wasOnAir } from "./was-on-air.ts";

const room = roomOfAiring("show", "live");
const live = { kind: "live", room } as const;
const slate = { kind: "slate" } as const;
const film = { kind: "asset", asset: "film", startSecond: 0 } as const;

function span(from: number, to: number, over: Partial<AsRunSpan> = {}): AsRunSpan {
  return { from, to, room: live, rank: 0, reason: "rundown", airing: "show", ...over };
}

describe("a live show was on air", () => {
  it.each<[string, AsRunSpan[], boolean]>([
    ["from ten seconds on", [span(0, 10)], true],
    ["though it was lost in between", [span(0, 6), span(6, 9, { room: slate, rank: 3 }), span(9, 14)], true],
    ["when its room was taken by hand", [span(0, 10, { reason: "take", airing: undefined })], true],
    ["not when it broke off", [span(0, 9), span(9, 60, { room: slate, rank: 3 })], false],
    ["not when it was slate from end to end", [span(0, 60, { room: slate, rank: 3 })], false],
    ["not when plan B stood in for it", [span(0, 60, { room: film, rank: 1 })], false],
  ])("%s", (_, spans, isSo) => {
    expect(wasOnAir({ id: "show", room }, spans)).toBe(isSo);
  });

  it("not when another one had its encoder on air", () => {
    const desk = { kind: "encoder", room: roomOfEncoder("desk") } as const;
    const spans = [span(0, 60, { room: slate, rank: 3 }), span(60, 90, { room: desk, airing: "next" })];
    expect(wasOnAir({ id: "show", room: desk.room }, spans)).toBe(false);
    expect(wasOnAir({ id: "next", room: desk.room }, spans)).toBe(true);
  });
});

describe("a film was on air", () => {
  it.each<[string, AsRunSpan[], boolean]>([
    ["in the parts between its breaks", [span(0, 6, { room: film }), span(9, 13, { room: film })], true],
    ["not when a take had its time", [span(0, 60, { room: film, reason: "take" })], false],
    ["not when it was missing", [span(0, 60, { room: slate })], false],
  ])("%s", (_, spans, isSo) => {
    expect(wasOnAir({ id: "show" }, spans)).toBe(isSo);
  });
});
