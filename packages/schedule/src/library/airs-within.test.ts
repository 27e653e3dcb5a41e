import type { Item, RoomRef, Rundown, Take } from "@nonstop/contract/rundown";
import { expect, it } from "vitest";
import { airsWithin } from "./airs-within.ts";

const film = (startSecond: number): RoomRef => ({ kind: "asset", asset: "film", startSecond });
const slate: RoomRef = { kind: "slate" };
const item = (start: number, end: number, room: RoomRef, more: Partial<Item> = {}): Item => ({
  id: `i@${start}`,
  kind: "recording",
  start,
  end,
  title: "x",
  room,
  ...more,
});
const rundown: Rundown = {
  channel: "main",
  version: 1,
  from: 0,
  to: 1000,
  fillers: [],
  items: [
    item(0, 100, slate),
    item(100, 200, film(100)),
    item(200, 300, { kind: "live", room: "e-show" }, { planB: { asset: "film", durationSeconds: 60 } }),
    item(300, 1000, slate),
  ],
};
const within = (from: number, to: number, o: { takes?: Take[] } = {}): boolean =>
  airsWithin("film", { rundown, takes: o.takes ?? [], aired: [] }, { from, to });

it("is on air as an item, as a plan B, by a take without an end, and by what has aired", () => {
  expect([within(0, 100), within(0, 101), within(199, 200), within(250, 260), within(300, 400)]).toEqual([
    false,
    true,
    true,
    true,
    false,
  ]);
  expect(within(500, 510, { takes: [{ id: "t", room: film(400), from: 400 }] })).toBe(true);
  expect(within(500, 510, { takes: [{ id: "t", room: film(400), from: 400, to: 450 }] })).toBe(false);
  const aired = [{ room: film(0), rank: 2 as const, reason: "rundown" as const, from: 400, to: 405 }];
  const o = { rundown: undefined, takes: [], aired };
  expect([400, 405].map((from) => airsWithin("film", o, { from, to: from + 5 }))).toEqual([true, false]);
});
