import type { RoomStatus } from "@nonstop/contract/room";
import { describe, expect, it } from "vitest";
import { RoomOffers } from "./room-offers.ts";

const T = 1_800_000_000;
const clock = { nowMs: (): number => T * 1000, wakeAt: () => () => undefined };
const status = (over: Partial<RoomStatus> = {}): RoomStatus => ({
  room: "studio",
  state: "live",
  sinceMs: 0,
  offered: [],
  ...over,
});

function offersWith(...spans: [number, number][]): RoomOffers {
  const offers = new RoomOffers(clock, () => undefined);
  const offered = spans.map(([from, to]): [number, number] => [T + from, T + to]);
  offers.hear({ kind: "room", status: status({ offered }) });
  return offers;
}

describe("RoomOffers", () => {
  it("tells a room as fresh as its last second", () => {
    const offers = offersWith([-5, -2]);
    offers.hear({ kind: "second", room: "studio", second: T - 2, offeredAtMs: 0, peakDbfs: -12 });
    expect(offers.rooms).toEqual([status({ offered: [[T - 5, T - 1]], newestSecond: T - 2, peakDbfs: -12 })]);
  });

  it("keeps the offers of a room that is gone, and forgets them in time", () => {
    const offers = offersWith([-3, 0]);
    offers.hear({ kind: "gone", room: "studio" });
    expect(offers.rooms).toEqual([]);
    expect(offers.has("studio", T - 1)).toBe(true);
  });

  it("forgets the rooms of an ingest that began anew, but not what they offered", () => {
    const offers = offersWith([-3, 0]);
    offers.connected();
    expect(offers.rooms).toEqual([]);
    expect(offers.has("studio", T - 1)).toBe(true);
  });

  it("knows since when a room is in trouble, also when it has just begun to listen", () => {
    const since = [T - 900, T - 1] as [number, number];
    const offers = new RoomOffers(clock, () => undefined);
    offers.hear({
      kind: "room",
      status: status({ offered: [[T - 30, T - 1]], troubles: { black: [since] } }),
    });
    offers.hear({
      kind: "second",
      room: "studio",
      second: T - 1,
      offeredAtMs: 0,
      troubles: ["black", "silent"],
    });
    offers.prune();
    const known = { black: [[T - 900, T]], silent: [[T - 1, T]] };
    expect(offers.troubles.get("studio")).toEqual(known);
    expect(offers.rooms[0]?.troubles).toEqual(known);
  });

  it("remembers for hours that a room was there, so that its show does not count as never begun", () => {
    let now = T;
    const moving = { nowMs: (): number => now * 1000, wakeAt: () => () => undefined };
    const offers = new RoomOffers(moving, () => undefined);
    const left = (): unknown => offers.offersFor(now, new Set()).get("studio");
    offers.hear({ kind: "room", status: status({ offered: [[T - 30, T]] }) });
    for (const later of [59, 120, 3600]) {
      now = T + later;
      offers.prune();
      expect((left() as [number, number][]).at(-1)?.[1]).toBe(T);
    }
    offers.hear({ kind: "second", room: "studio", second: now, offeredAtMs: 0 });
    now += 300;
    offers.prune();
    expect(left()).toEqual([[T - 3, T]]);
    now = T + 7 * 3600;
    offers.prune();
    expect(left()).toBeUndefined();
  });

  it("counts a room as attended until ingest says that nobody is there", () => {
    const offers = offersWith([-3, 0]);
    const hear = (state: RoomStatus["state"]): void =>
      offers.hear({ kind: "room", status: status({ state, offered: [[T - 3, T]] }) });
    expect([...offers.attended]).toEqual(["studio"]);
    hear("stalled");
    offers.connected();
    expect([...offers.attended]).toEqual(["studio"]);
    hear("waiting");
    expect([...offers.attended]).toEqual([]);
    hear("connecting");
    offers.hear({ kind: "gone", room: "studio" });
    expect([...offers.attended]).toEqual([]);
  });

  it("does not believe offers far back or ahead", () => {
    const offers = offersWith([-1000, 1000]);
    expect(offers.offersFor(T, new Set()).get("studio")).toEqual([[T - 60, T + 5]]);
  });

  it("withdraws a broken second for good, and a failed room for one second only", () => {
    const offers = offersWith([-3, 1]);
    offers.strike("studio", T - 1);
    offers.hear({ kind: "room", status: status({ offered: [[T - 3, T + 1]] }) });
    expect(offers.has("studio", T - 1)).toBe(false);
    expect(offers.offersFor(T, new Set(["studio"])).get("studio")).toEqual([[T - 3, T - 1]]);
    expect(offers.has("studio", T)).toBe(true);
  });
});
