import type { Item, Rundown } from "@nonstop/contract/rundown";
import { describe, expect, it } from "vitest";
import { chunksToAir, lookahead } from "./asset-lookahead.ts";

const T = 1_800_000_000;

function item(start: number, end: number, room: Item["room"], over: Partial<Item> = {}): Item {
  return { id: `i${start}`, kind: "recording", start: T + start, end: T + end, title: "x", room, ...over };
}
const film = (start: number): Item["room"] => ({ kind: "asset", asset: "film", startSecond: T + start });
const live: Item["room"] = { kind: "live", room: "studio" };

const rundown: Rundown = {
  channel: "main",
  version: 1,
  from: T,
  to: T + 5000,
  items: [
    item(0, 40, film(-20)),
    item(40, 50, live, { kind: "live", planB: { asset: "spare", durationSeconds: 20 } }),
    item(50, 5000, film(50)),
  ],
  fillers: [{ asset: "ident", durationSeconds: 17 }],
};
const order = { rundown, takes: [] };

describe("chunksToAir", () => {
  it("lists the chunks of what airs, with the second that first needs each", () => {
    expect(
      chunksToAir(order, T, T + 70).map(({ asset, chunk, airsAt }) => [asset, chunk, airsAt - T]),
    ).toEqual([
      ["film", 1, 0],
      ["film", 2, 12],
      ["film", 3, 28],
      ["film", 0, 50],
      ["film", 1, 66],
    ]);
  });

  it("follows a take", () => {
    const take = {
      id: "t",
      room: { kind: "asset" as const, asset: "news", startSecond: T + 10 },
      from: T + 10,
      to: T + 20,
    };
    const chunks = chunksToAir({ rundown, takes: [take] }, T + 5, T + 25);
    expect(chunks.map(({ asset, chunk, airsAt }) => [asset, chunk, airsAt - T])).toEqual([
      ["film", 1, 5],
      ["news", 0, 10],
      ["film", 2, 20],
    ]);
  });

  it("has nothing to list without a rundown, and is bounded", () => {
    expect(chunksToAir({ rundown: undefined, takes: [] }, T, T + 3600)).toEqual([]);
    const many = Array.from({ length: 4000 }, (_, n) => item(n, n + 1, film(n)));
    expect(chunksToAir({ rundown: { ...rundown, items: many }, takes: [] }, T, T + 3600)).toHaveLength(1000);
  });
});

describe("lookahead", () => {
  it("has the next minute in memory, stand-ins before the hour, plan B and pool on disk", () => {
    const { near, later } = lookahead(order, T);
    expect(near).toEqual([1, 2, 3, 0].map((chunk) => ({ asset: "film", chunk })));
    const names = later.map(({ asset, chunk }) => `${asset}/${chunk}`);
    expect(names.slice(0, 2)).toEqual(["film/1", "ident/0"]);
    expect(names).toContain("spare/1");
    expect(names).toContain("ident/1");
    expect(names).toContain("film/200");
    expect(new Set(names).size).toBe(names.length);
  });

  const piecesOf = (refs: readonly { asset: string }[], asset: string): number =>
    refs.filter((ref) => ref.asset === asset).length;

  it("has the whole pool beside a long plan B that many items share", () => {
    const planB = { asset: "long", durationSeconds: 5400 };
    const shows = Array.from({ length: 6 }, (_, n) =>
      item(n * 600, n * 600 + 600, live, { kind: "live", planB }),
    );
    const fillers = Array.from({ length: 9 }, (_, n) => ({ asset: `ident-${n}`, durationSeconds: 600 }));
    const { later } = lookahead({ rundown: { ...rundown, items: shows, fillers }, takes: [] }, T);
    expect(piecesOf(later, "long")).toBe(338);
    for (const { asset } of fillers) expect(piecesOf(later, asset)).toBe(38);
  });

  it("shares what is too much for the disk among all pieces", () => {
    const planB = { asset: "long", durationSeconds: 86_400 };
    const items = [item(0, 600, live, { kind: "live", planB })];
    const fillers = [{ asset: "ident", durationSeconds: 600 }];
    const { later } = lookahead({ rundown: { ...rundown, items, fillers }, takes: [] }, T);
    expect(piecesOf(later, "ident")).toBe(38);
    expect(later.length).toBeLessThan(2_100);
  });

  it("has the pool that a running item began with", () => {
    const items = [item(0, 600, live, { kind: "live", fillers: [{ asset: "old", durationSeconds: 32 }] })];
    const { later } = lookahead({ rundown: { ...rundown, items }, takes: [] }, T);
    expect(piecesOf(later, "old")).toBe(2);
  });
});
