import type { Airing } from "@nonstop/contract/airing";
import type { AssetLength, Item, Rundown } from "@nonstop/contract/rundown";
import type { Second } from "@nonstop/contract/time";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { airing } from "./airing-for-tests.ts";
import { airingSpans } from "./airing-spans.ts";
import { compileRundown } from "./compile-rundown.ts";
import { decide } from "./decide.ts";
import { fillingOf } from "./filler/filling-for-tests.ts";
import { itemAt } from "./item-at.ts";
import type { Rights } from "./library/rights.ts";

/** Ten minutes before midnight UTC. */
const T = 1_800_000_000 - (1_800_000_000 % 86_400) + 85_800;
const AHEAD_SECONDS = 3600;
const NOTICE_SECONDS = 10;

/** A station whose schedule and library change while it is on air. It compiles after each change, from the rundown in force. */
class Station {
  now = T;
  airings: Airing[] = [];
  inForce: Rundown | undefined;
  readonly pieces = new Map([
    ["film", { durationSeconds: 900, title: "The Film" }],
    ["spare", { durationSeconds: 47, title: "Spare" }],
  ]);
  readonly pool: (AssetLength & Rights)[] = [];

  addFiller(durationSeconds: number, rights: Rights = {}): void {
    const asset = `filler-${this.pool.length}`;
    this.pieces.set(asset, { durationSeconds, title: asset });
    // New pieces come first: the pool is sorted by name, so a new one may stand anywhere.
    this.pool.unshift({ asset, durationSeconds, ...rights });
  }

  change(id: string, over: Partial<Airing>): void {
    this.airings = this.airings.map((one) => (one.id === id ? { ...one, ...over } : one));
  }

  remove(id: string): void {
    this.airings = this.airings.filter((one) => one.id !== id);
  }

  compile(): Rundown {
    const answer = compileRundown({
      channel: "main",
      version: (this.inForce?.version ?? 0) + 1,
      now: this.now,
      to: this.now + AHEAD_SECONDS,
      inForce: this.inForce,
      airings: this.airings,
      assets: this.pieces,
      filling: fillingOf(this.pool),
      upstreamDelaySeconds: 20,
      margins: { preRollSeconds: 600, overrunSeconds: 1800 },
    });
    if (answer.kind !== "rundown") throw new Error(`gaps: ${JSON.stringify(answer.gaps)}`);
    this.inForce = answer.rundown;
    return answer.rundown;
  }

  get running(): Item | undefined {
    return this.inForce && itemAt(this.inForce, this.now);
  }
}

/** What airs in `second` when no live room is there: plan B, filler or slate, with its phase. */
function airs(rundown: Rundown, second: Second): string {
  const { best } = decide(
    {
      rundown,
      takes: [],
      offers: new Map(),
      troubles: new Map(),
      attended: new Set(),
      hasAssetSecond: () => true,
    },
    second,
  );
  return JSON.stringify([best.room, best.rank, best.reason, best.item?.id]);
}

/** The item of `second` in what may never change: its identity, its start, its room with its phase. */
function planned(rundown: Rundown, second: Second): string {
  const { id, start, room } = itemAt(rundown, second) ?? {};
  return JSON.stringify([id, start, room]);
}

const seconds = (from: Second, to: Second): Second[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

type Change = (station: Station) => void;

const anyChange: fc.Arbitrary<Change> = fc.oneof(
  fc
    .record({
      id: fc.integer({ min: 0, max: 8 }).map((n) => `e${n}`),
      kind: fc.constantFrom("live" as const, "recording" as const, "slate" as const),
      start: fc.integer({ min: -500, max: 1500 }),
      length: fc.integer({ min: 1, max: 900 }),
      planB: fc.boolean(),
      title: fc.constantFrom("One", "Two"),
    })
    .map(({ id, kind, start, length, planB, title }): Change => (station) => {
      station.remove(id);
      const times = { start: station.now + start, end: station.now + start + length };
      const has = {
        ...(planB ? { planB: "spare" } : {}),
        ...(kind === "recording" ? { asset: "film" } : {}),
      };
      station.airings.push(airing({ id, kind, title, room: `r-${id}`, ...times, ...has }));
    }),
  fc.integer({ min: 0, max: 8 }).map(
    (n): Change =>
      (station) =>
        station.remove(`e${n}`),
  ),
  fc.integer({ min: 5, max: 90 }).map(
    (length): Change =>
      (station) =>
        station.addFiller(length),
  ),
  fc.constant<Change>(() => undefined),
);
const anyDay = fc.array(fc.tuple(fc.integer({ min: 1, max: 400 }), anyChange), {
  minLength: 1,
  maxLength: 25,
});

/** The first second from `now` on whose airing is another one, or was changed. An item follows its own airing from its start. */
function changedFrom(before: readonly Airing[], station: Station, running: Item): Second {
  const changed = (id: string | undefined): boolean =>
    id !== undefined && before.find((one) => one.id === id) !== station.airings.find((one) => one.id === id);
  if (changed(running.airing)) return running.start;
  const owners = (airings: readonly Airing[]): (Airing | undefined)[] => {
    const spans = airingSpans(airings, station.now, running.end);
    return seconds(station.now, running.end).map(
      (second) => spans.find(({ start, end }) => start <= second && second < end)?.airing,
    );
  };
  const after = owners(station.airings);
  const index = owners(before).findIndex((airing, i) => airing !== after[i]);
  return index < 0 ? running.end : station.now + index;
}

/** Random days are many checks each: so many say enough in each run. */
const RUNS = { numRuns: 40 };

describe("a compile while the station is on air", () => {
  it("changes no second that has run, and none of what runs, as long as its airing is unchanged", () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const station = new Station();
        station.compile();
        for (const [wait, change] of day) {
          station.now += wait;
          const { inForce: before, running, airings } = station;
          change(station);
          const after = station.compile();
          if (before === undefined || running === undefined) throw new Error("off air");
          const isEmptySlate = running.kind === "slate" && running.airing === undefined;
          const stays = Math.min(
            changedFrom(airings, station, running),
            running.end,
            isEmptySlate ? station.now + NOTICE_SECONDS : running.end,
          );
          const decided = seconds(Math.max(before.from, station.now - 30), stays);
          expect(decided.map((second) => planned(after, second))).toEqual(
            decided.map((second) => planned(before, second)),
          );
          // Where there was no pool, the first piece comes to stand in.
          if (before.fillers.length === 0) continue;
          expect(decided.map((second) => airs(after, second))).toEqual(
            decided.map((second) => airs(before, second)),
          );
        }
      }),
      RUNS,
    );
  });

  it("changes nothing at all when nothing has changed", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 900 }), (day, later) => {
        const station = new Station();
        station.compile();
        for (const [wait, change] of day) {
          station.now += wait;
          change(station);
          station.compile();
        }
        const before = station.compile();
        station.now += later;
        const after = station.compile();
        expect(after.version).toBe(before.version + 1);
        const whole = (rundown: Rundown): Item[] =>
          rundown.items
            .filter(({ start, end }) => end > station.now && start < before.to - 90)
            .map(({ fillers: _pool, end, ...rest }) => ({ ...rest, end: Math.min(end, before.to) }));
        expect(whole(after)).toEqual(whole(before));
      }),
      RUNS,
    );
  });

  it("airs each filler from its beginning to its end unless a programme begins, also over midnight UTC", () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const station = new Station();
        for (const [wait, change] of day) {
          station.now += wait;
          change(station);
          const { items } = station.compile();
          for (const [index, item] of items.entries()) {
            if (item.kind !== "filler" || item.room.kind !== "asset") continue;
            expect(item.room.startSecond).toBe(item.start);
            const isCut = item.end - item.start < (station.pieces.get(item.room.asset)?.durationSeconds ?? 0);
            const next = items[index + 1];
            if (isCut && next !== undefined && next.start > station.now) expect(next.airing).toBeDefined();
          }
        }
      }),
      RUNS,
    );
  });

  /** A station with fillers of 60 and 35 s, on air since the first `airings` were published. */
  function onAir(...airings: Airing[]): Station {
    const station = new Station();
    station.addFiller(60);
    station.addFiller(35);
    station.airings.push(...airings);
    station.compile();
    return station;
  }

  it("keeps start, id and plan B's phase of a live show when something else is published", () => {
    const station = onAir(airing({ id: "talk", start: T, end: T + 1800, planB: "spare" }));
    station.now += 500;
    const plan = airs(station.compile(), station.now + 40);
    station.now += 20;
    station.airings.push(airing({ id: "other", start: T + 3000, end: T + 3600 }));
    const after = station.compile();
    expect(station.running).toMatchObject({ id: `talk@${T}`, start: T });
    expect(airs(after, station.now + 20)).toBe(plan);
    expect(plan).toContain('"asset":"spare"');
  });

  it("lets a filler end that was on when the library grew, and airs the new piece in its turn", () => {
    const station = onAir();
    station.now += 130;
    const { running } = station;
    station.addFiller(50);
    const { items } = station.compile();
    expect(station.running).toEqual({ ...running, fillers: expect.any(Array) as unknown });
    expect(items.map(({ title }) => title)).toContain("filler-2");
  });

  it("lets a filler go on when the show before it is withdrawn, shortened or published too late", () => {
    const before = airing({ id: "before", start: T - 600, end: T - 100 });
    const changes: Change[] = [
      (station) => station.remove("before"),
      (station) => station.change("before", { end: T - 300 }),
      (station) => void station.airings.push(airing({ id: "late", start: T - 90, end: T - 1 })),
      (station) => void station.airings.push(airing({ id: "late", start: T - 90, end: station.now - 5 })),
    ];
    for (const change of changes) {
      const station = onAir(before);
      station.now += 70;
      const { running } = station;
      expect(running?.kind).toBe("filler");
      change(station);
      station.compile();
      expect(station.running).toEqual(running);
    }
  });

  it("gives a filler its whole length when the show that would have cut it is withdrawn", () => {
    const station = onAir(airing({ id: "next", start: T + 30, end: T + 600 }));
    station.now += 20;
    const cut = station.running;
    expect(cut?.end).toBe(T + 30);
    station.remove("next");
    station.compile();
    expect(station.running).toMatchObject({ id: cut?.id, start: cut?.start });
    expect(station.running?.end).toBeGreaterThan(T + 30);
  });

  it("is one slate as long as nothing may air, and no longer than that", () => {
    const station = new Station();
    station.addFiller(60, { rightsFrom: T + 1800 });
    const { id, start } = station.compile().items[0] ?? {};
    for (const wait of [20, 5, 300]) {
      station.now += wait;
      const { items, to } = station.compile();
      expect(items).toMatchObject([{ id, start, kind: "slate", end: to }]);
    }
    station.addFiller(60);
    const { items } = station.compile();
    const end = station.now + NOTICE_SECONDS;
    expect(items.slice(0, 2)).toMatchObject([
      { id, start, kind: "slate", end },
      { kind: "filler", start: end },
    ]);
  });

  it("keeps the tail of a show, and takes it away with the show", () => {
    const station = onAir(airing({ id: "talk", start: T - 600, end: T + 100 }));
    station.now = T + 105;
    const { running } = station;
    expect(running).toMatchObject({ id: `talk@${T + 100}`, kind: "filler", end: T + 120 });
    station.airings.push(airing({ id: "other", start: T + 3000, end: T + 3600 }));
    station.compile();
    expect(station.running).toEqual(running);
    station.remove("talk");
    station.compile();
    expect(station.running).toMatchObject({ kind: "filler", start: T + 105, room: { kind: "asset" } });
  });

  it("lets an item follow its own airing in all but its start and id", () => {
    const station = onAir(airing({ id: "talk", start: T, end: T + 1800, planB: "spare" }));
    station.now += 500;
    station.change("talk", { title: "The Talk", room: "other", end: T + 900, start: T - 60 });
    station.compile();
    expect(station.running).toMatchObject({
      id: `talk@${T}`,
      start: T,
      end: T + 900,
      title: "The Talk",
      room: { room: "other" },
      planB: { asset: "spare" },
    });
  });

  it("keeps the phase of a film whose slot is moved while it is on", () => {
    const film = airing({ id: "film", kind: "recording", asset: "film", start: T, end: T + 900 });
    const station = onAir(film);
    station.now += 500;
    station.change("film", { start: T - 100, end: T + 1000 });
    const { items } = station.compile();
    expect(station.running).toMatchObject({ id: `film@${T}`, end: T + 900, room: { startSecond: T } });
    expect(items.find(({ start }) => start === T + 900)?.kind).toBe("filler");
  });

  it("airs plan B to its end when the missing recording arrives, then the recording in its phase", () => {
    const film = { kind: "recording", asset: "missing", planB: "spare", start: T, end: T + 900 } as const;
    const station = onAir(airing({ id: "film", ...film }));
    station.now += 20;
    const { running } = station;
    station.pieces.set("missing", { durationSeconds: 900, title: "Found" });
    const { items } = station.compile();
    expect(station.running).toMatchObject({ id: running?.id, end: T + 47, room: { asset: "spare" } });
    expect(items.find(({ start }) => start === T + 47)).toMatchObject({
      airing: "film",
      room: { asset: "missing", startSecond: T },
    });
  });

  it("begins a show that is published in its midst where it comes on air", () => {
    const station = onAir();
    station.now += 300;
    station.airings.push(airing({ id: "late", start: T + 100, end: T + 900, planB: "spare" }));
    station.compile();
    station.now += 60;
    station.compile();
    expect(station.running).toMatchObject({ id: `late@${T + 300}`, start: T + 300 });
  });

  it("goes on from what stood in when the last rundown had ended", () => {
    const station = onAir();
    const { inForce } = station;
    station.now += 2 * AHEAD_SECONDS + 7;
    const after = station.compile();
    for (const second of seconds(station.now - 30, station.now + 1)) {
      const room = (rundown: Rundown | undefined): unknown =>
        rundown && JSON.parse(airs(rundown, second)).slice(0, 1);
      expect(room(after)).toEqual(room(inForce));
    }
  });
});
