import { Take, Rundown } from "@nonstop/contract/rundown";
import type { TroubleLimits } from "@nonstop/contract/trouble";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide, type DecideInput, type RoomOffers } from "./decide.ts";
import { nextChange } from "./item-at.ts";
import type { RoomTroubles } from "./lasting-trouble.ts";
import { roomsWanted } from "./rooms-wanted.ts";
import { simulate } from "./simulate.ts";

const T = 1_800_000_000;
const rundown: Rundown = {
  channel: "main",
  version: 3,
  from: T,
  to: T + 400,
  items: [
    {
      id: "film",
      kind: "recording",
      start: T,
      end: T + 100,
      title: "Film",
      room: { kind: "asset", asset: "film", startSecond: T },
    },
    {
      id: "live",
      kind: "live",
      start: T + 100,
      end: T + 200,
      title: "Live",
      airing: "live",
      room: { kind: "live", room: "studio" },
    },
    {
      id: "tail",
      kind: "filler",
      start: T + 200,
      end: T + 220,
      title: "Live",
      airing: "live",
      room: { kind: "live", room: "studio" },
    },
    {
      id: "live-b",
      kind: "live",
      start: T + 220,
      end: T + 390,
      title: "Guest",
      room: { kind: "live", room: "guest" },
      planB: { asset: "spare", durationSeconds: 50 },
    },
    { id: "slate", kind: "slate", start: T + 390, end: T + 400, title: "Slate", room: { kind: "slate" } },
  ],
  fillers: [{ asset: "ident", durationSeconds: 30 }],
};

/** The same with every live room a remote one. */
const asPulled = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replaceAll('"kind":"live","room":"', '"kind":"remote","room":"'));

function offers(room: string, ...spans: [number, number][]): RoomOffers {
  return new Map([[room, spans.map(([from, to]) => [T + from, T + to] as const)]]);
}

function input(over: Partial<DecideInput> = {}): DecideInput {
  return {
    rundown,
    takes: [],
    offers: new Map(),
    troubles: new Map(),
    attended: new Set(),
    hasAssetSecond: () => true,
    ...over,
  };
}

function best(over: Partial<DecideInput>, second: number): string {
  const { room, rank, reason } = decide(input(over), T + second).best;
  const name = room.kind === "live" ? room.room : room.kind === "asset" ? room.asset : "slate";
  return `${name} ${rank} ${reason}`;
}

describe("decide", () => {
  it("airs the item's room when its second is there", () => {
    expect(best({}, 10)).toBe("film 0 rundown");
    expect(best({ offers: offers("studio", [98, 130]) }, 100)).toBe("studio 0 rundown");
    expect(best({}, 395)).toBe("slate 0 rundown");
  });

  it("leaves a lost live room at once and returns after three clean seconds", () => {
    const cut = { offers: offers("studio", [98, 130], [135, 180]) };
    expect(best(cut, 129)).toBe("studio 0 rundown");
    expect(best(cut, 130)).toBe("slate 3 room-stalled");
    expect(best(cut, 135)).toBe("slate 3 room-returning");
    expect(best(cut, 136)).toBe("slate 3 room-returning");
    expect(best(cut, 137)).toBe("studio 0 rundown");
  });

  it("says that a room starves while somebody publishes into it, and is lost when nobody does", () => {
    const cut = { offers: offers("studio", [98, 130]) };
    expect(best({ ...cut, attended: new Set(["studio"]) }, 131)).toBe("slate 3 room-starved");
    expect(best({ ...cut, attended: new Set(["guest"]) }, 131)).toBe("slate 3 room-stalled");
    expect(best({ attended: new Set(["studio"]) }, 131)).toBe("ident 2 not-started");
  });

  it("bridges with slate for 20 s, then filler, without starting over when the room flickers", () => {
    const lost = { offers: offers("studio", [98, 130], [140, 142]) };
    expect(best(lost, 149)).toBe("slate 3 room-stalled");
    expect(best(lost, 150)).toBe("ident 2 room-stalled");
    expect(best({}, 119)).toBe("slate 3 not-started");
    expect(best({}, 120)).toBe("ident 2 not-started");
  });

  it("takes plan B at once, from its beginning, again and again", () => {
    expect(best({}, 220)).toBe("spare 1 not-started");
    expect(decide(input(), T + 275).best.room).toMatchObject({ startSecond: T + 270 });
    expect(best({ offers: offers("guest", [218, 230]) }, 231)).toBe("spare 1 room-stalled");
  });

  it("lets a show run over while it lasts, then filler at once", () => {
    const running = { offers: offers("studio", [98, 210]) };
    expect(best(running, 205)).toBe("studio 0 over-run");
    expect(best(running, 210)).toBe("ident 2 room-stalled");
  });

  it("goes down the ranks when an asset second is missing", () => {
    expect(best({ hasAssetSecond: (asset) => asset !== "film" }, 10)).toBe("ident 2 asset-missing");
    expect(best({ hasAssetSecond: () => false }, 10)).toBe("slate 3 asset-missing");
    expect(best({ hasAssetSecond: (asset) => asset === "ident" }, 230)).toBe("slate 3 not-started");
  });

  it("fills with any piece of the pool that is there", () => {
    const pool = [...rundown.fillers, { asset: "other", durationSeconds: 30 }];
    const only = (asset: string): string =>
      best({ rundown: { ...rundown, fillers: pool }, hasAssetSecond: (a) => a === asset }, 10);
    expect(only("ident")).toBe("ident 2 asset-missing");
    expect(only("other")).toBe("other 2 asset-missing");
  });

  it("has an answer without a rundown and outside its window", () => {
    expect(decide(input({ rundown: undefined }), T).best).toMatchObject({
      rank: 3,
      reason: "no-rundown",
      room: { kind: "slate" },
    });
    expect(best({}, 400)).toBe("ident 2 no-rundown");
    expect(best({}, -1)).toBe("ident 2 no-rundown");
  });

  describe("the window of an airing's room", () => {
    const window = { room: "studio", from: T + 95, to: T + 205 };
    const both = new Map([...offers("studio", [0, 400]), ...offers("enc-desk", [0, 400])]);
    const at = (second: number, over: Partial<DecideInput> = {}): string =>
      best({ rundown: { ...rundown, windows: [window] }, offers: both, ...over }, second);
    const taken = (room: string): Partial<DecideInput> => ({
      takes: [{ id: "t", room: { kind: "live", room }, from: T }],
    });

    it("lets a take show the room inside it, and nothing outside", () => {
      expect(at(94, taken("studio"))).toBe("film 1 take-unavailable");
      expect(at(95, taken("studio"))).toBe("studio 0 take");
      expect(at(204, taken("studio"))).toBe("studio 0 take");
      expect(at(205, taken("studio"))).toBe("ident 2 take-unavailable");
    });

    it("is closed for ever where the rundown knows none, and never for what lasts", () => {
      expect(at(100, taken("stranger"))).toBe("studio 1 take-unavailable");
      const takes = [{ id: "t", room: { kind: "encoder", room: "enc-desk" }, from: T } as const];
      const known = input({ rundown: { ...rundown, windows: [] }, takes, offers: both });
      expect(decide(known, T + 10).best).toMatchObject({ room: { room: "enc-desk" }, reason: "take" });
      expect(at(100, { rundown })).toBe("studio 0 rundown");
    });

    it("holds for the rundown's own items", () => {
      expect(at(100, { rundown: { ...rundown, windows: [] } })).toBe("ident 2 outside-window");
    });

    it("is opened by no take, whatever it says and what else there is", () => {
      const second = fc.integer({ min: 0, max: 399 });
      const kind = fc.constantFrom("live" as const, "remote" as const, "encoder" as const);
      fc.assert(
        fc.property(second, second, second, kind, (now, from, to, said) => {
          const windows = [{ room: "studio", from: T + from, to: T + to }];
          const takes = [{ id: "t", room: { kind: said, room: "studio" }, from: T }];
          const { room } = decide(
            input({ rundown: { ...rundown, windows }, takes, offers: both }),
            T + now,
          ).best;
          const isShown = "room" in room && room.room === "studio";
          expect(isShown && !(from <= now && now < to)).toBe(false);
        }),
      );
    });
  });

  describe("lasting trouble", () => {
    const offered = offers("studio", [0, 300]);
    const on = (
      limits: TroubleLimits,
      troubles: RoomTroubles,
      over: Partial<DecideInput> = {},
    ): ((second: number) => string) => {
      const items = rundown.items.map((item) => ({ ...item, limits }));
      const known = { offers: offered, troubles: new Map([["studio", troubles]]) };
      return (second) => best({ rundown: { ...rundown, items }, ...known, ...over }, second);
    };
    const span = (from: number, to: number): readonly [number, number] => [T + from, T + to];

    it("puts a room off air when it has lasted to the limit, until three seconds are without it", () => {
      const at = on({ blackSeconds: 10 }, { black: [span(110, 125)] });
      expect(at(118)).toBe("studio 0 rundown");
      expect(at(119)).toBe("slate 3 room-black");
      expect(at(124)).toBe("slate 3 room-black");
      expect(at(126)).toBe("slate 3 room-returning");
      expect(at(127)).toBe("studio 0 rundown");
    });

    it("goes on where it comes back before three clean seconds, missing ones not counted", () => {
      const again = { silent: [span(110, 125), span(127, 129), span(132, 140)] };
      const at = on({ silentSeconds: 10 }, again);
      expect(at(128)).toBe("slate 3 room-silent");
      expect(at(132)).toBe("studio 0 rundown");
      const cut = on({ silentSeconds: 10 }, again, { offers: offers("studio", [0, 130], [131, 300]) });
      expect(cut(132)).toBe("slate 3 room-silent");
      expect(cut(139)).toBe("ident 2 room-silent");
    });

    it("stands in with plan B at once, else with slate for 20 s, then filler", () => {
      const at = on({ frozenSeconds: 60 }, { frozen: [span(60, 250)] });
      expect(at(118)).toBe("studio 0 rundown");
      expect(at(138)).toBe("slate 3 room-frozen");
      expect(at(139)).toBe("ident 2 room-frozen");
      const guest = { offers: offers("guest", [200, 300]) };
      const black = { troubles: new Map([["guest", { black: [span(205, 300)] }]]) };
      expect(on({ blackSeconds: 20 }, {}, { ...guest, ...black })(224)).toBe("spare 1 room-black");
    });

    it("does not begin with a room that was black before, nor forget since when it is", () => {
      const known = { offers: offers("studio", [90, 300]) };
      const at = on({ blackSeconds: 20 }, { black: [span(-500, 130)] }, known);
      expect(at(100)).toBe("slate 3 room-black");
      expect(at(120)).toBe("ident 2 room-black");
      expect(at(132)).toBe("studio 0 rundown");
    });

    it("is none without a limit, nor in a take", () => {
      const troubles = { black: [span(0, 300)], silent: [span(0, 300)] };
      expect(on({}, troubles)(199)).toBe("studio 0 rundown");
      expect(on({ blackSeconds: 0 }, troubles)(199)).toBe("studio 0 rundown");
      const take: Take = { id: "t", room: { kind: "live", room: "studio" }, from: T + 20 };
      expect(on({ blackSeconds: 5 }, troubles, { takes: [take] })(150)).toBe("studio 0 take");
    });
  });

  describe("takes", () => {
    const take = (id: string, over: Partial<Take> = {}): Take => ({
      id,
      room: { kind: "live", room: "studio" },
      from: T + 20,
      ...over,
    });

    it("lie over each other: what a cut-in covers airs on under it, after it, and when the cut-in is not there", () => {
      const held: Take = { id: "held", room: { kind: "asset", asset: "news", startSecond: T }, from: T };
      const cutIn: Take = { id: "cut-in", room: { kind: "live", room: "guest" }, from: T + 30, to: T + 60 };
      const takes = [held, cutIn];
      const there = { takes, offers: offers("guest", [0, 100]) };
      expect([29, 30, 59, 60].map((second) => best(there, second))).toEqual([
        "news 0 take",
        "guest 0 take",
        "guest 0 take",
        "news 0 take",
      ]);
      const fallen = decide(input({ takes }), T + 40);
      expect(fallen.firstChoice.take).toBe("cut-in");
      expect(fallen.best).toMatchObject({ take: "held", rank: 1, reason: "take-unavailable" });
      expect(roomsWanted(rundown, takes, T + 40).slice(0, 2)).toEqual([cutIn.room, held.room]);
    });

    it("need two clean seconds only", () => {
      const on = { takes: [take("t")], offers: offers("studio", [19, 60]) };
      expect(best(on, 20)).toBe("studio 0 take");
      expect(decide(input(on), T + 20).best.take).toBe("t");
      expect(best({ ...on, offers: offers("studio", [20, 60]) }, 20)).toBe("film 1 take-unavailable");
    });

    it("fall back to the rundown, then to its fallbacks", () => {
      expect(best({ takes: [take("t")] }, 30)).toBe("film 1 take-unavailable");
      expect(best({ takes: [take("t")] }, 150)).toBe("ident 2 take-unavailable");
    });

    it("end before `to`, and the latest wins", () => {
      const slate = take("s", { room: { kind: "slate" }, from: T + 30, to: T + 40 });
      const takes = [slate, take("t")];
      const on = { takes, offers: offers("studio", [0, 100]) };
      expect(best(on, 29)).toBe("studio 0 take");
      expect(best(on, 30)).toBe("slate 0 take");
      expect(best(on, 40)).toBe("studio 0 take");
      expect(nextChange(rundown, takes, T + 29)).toBe(T + 30);
      expect(nextChange(rundown, takes, T + 40)).toBe(T + 100);
    });
  });

  it("is total, and its best is its first choice when that is there", () => {
    const anySecond = fc.integer({ min: -50, max: 450 });
    const anySpans = fc
      .array(anySecond, { maxLength: 12 })
      .map((edges) => [...new Set(edges)].sort((a, b) => a - b))
      .map((edges) =>
        edges.flatMap((edge, n) => (n % 2 === 1 ? [[T + (edges[n - 1] ?? 0), T + edge] as const] : [])),
      );
    const anyRoom = fc.constantFrom(
      { kind: "live" as const, room: "guest" },
      { kind: "asset" as const, asset: "film", startSecond: T + 5 },
      { kind: "slate" as const },
    );
    const anyTake = fc.record(
      {
        id: fc.string({ minLength: 1 }),
        room: anyRoom,
        from: anySecond.map((s) => T + s),
        to: anySecond.map((s) => T + s),
      },
      { requiredKeys: ["id", "room", "from"] },
    );
    fc.assert(
      fc.property(
        fc.option(fc.constant(rundown), { nil: undefined }),
        fc.array(anyTake, { maxLength: 4 }),
        anySpans,
        anySpans,
        fc.record({ blackSeconds: fc.integer({ min: 0, max: 30 }) }, { requiredKeys: [] }),
        fc.subarray(["film", "spare", "ident"]),
        anySecond,
        (some, takes, spans, troubled, limits, there, second) => {
          const items = rundown.items.map((item) => ({ ...item, limits }));
          const i = input({
            rundown: some && { ...some, items },
            troubles: new Map([["studio", { black: troubled }]]),
            takes,
            offers: new Map([
              ["studio", spans],
              ["guest", spans],
            ]),
            hasAssetSecond: (asset, assetSecond) => {
              expect(assetSecond).toBeGreaterThanOrEqual(0);
              return there.includes(asset);
            },
          });
          const { best: chosen, firstChoice } = decide(i, T + second);
          if (chosen.rank === 0) expect(chosen).toBe(firstChoice);
          if (chosen.room.kind === "live")
            expect(spans.some(([from, to]) => from <= T + second && T + second < to)).toBe(true);
          // What has lasted to the limit is not aired by the rundown.
          const black = troubled.find(([from, to]) => from <= T + second && T + second < to)?.[0] ?? Infinity;
          const limit = limits.blackSeconds || Infinity;
          if (chosen.room.kind === "live" && chosen.room.room === "studio" && chosen.take === undefined)
            expect(T + second - black + 1).toBeLessThan(limit);
          if (chosen.room.kind === "asset") expect(there).toContain(chosen.room.asset);
          // A pulled room is decided as one that people publish into.
          const pulled = decide(
            {
              ...i,
              rundown: i.rundown && Rundown.parse(asPulled(i.rundown)),
              takes: Take.array().parse(asPulled(takes)),
            },
            T + second,
          );
          expect(pulled).toEqual(asPulled({ best: chosen, firstChoice }));
          // Whatever is aired was asked for in advance.
          const wanted = roomsWanted(i.rundown, i.takes, T + second);
          if (chosen.rank < 2 && chosen.room.kind !== "slate") expect(wanted).toContainEqual(chosen.room);
        },
      ),
    );
  });
});

describe("simulate", () => {
  it("tells what a window will be", () => {
    const rows = simulate(input({ offers: offers("studio", [90, 210]) }), T + 95, T + 225);
    expect(rows.map(({ from, to, reason }) => [from - T, to - T, reason])).toEqual([
      [95, 100, "rundown"],
      [100, 200, "rundown"],
      [200, 210, "over-run"],
      [210, 220, "room-stalled"],
      [220, 225, "not-started"],
    ]);
  });
});
