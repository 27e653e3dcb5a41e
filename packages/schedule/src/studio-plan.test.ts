import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { studioPlan, type Booking, type StudioHost } from "./studio-plan.ts";

const HOUR = 3600;
const T = 1_800_000_000;
const EARLY = 600;
const one: StudioHost = { host: "one@b.test", name: "Studio 1", meetingsAtOnce: 1 };
const two: StudioHost = { host: "two@b.test", name: "Studio 2", meetingsAtOnce: 1 };
const wide: StudioHost = { ...one, meetingsAtOnce: 2 };

function show(airing: string, hour: number, over: Partial<Booking> = {}): Booking {
  const start = T + hour * HOUR;
  return { airing, title: airing, start, end: start + HOUR, timezone: "UTC", wished: one.host, ...over };
}

/** Hosts and clashes by airing, as short texts. */
function plan(bookings: readonly Booking[], hosts: readonly StudioHost[]): Record<string, string> {
  return Object.fromEntries(
    [...studioPlan(bookings, hosts, EARLY)].map(([airing, { host, clashes }]) => [
      airing,
      [host.name, ...clashes.map((other) => other.airing)].join(" "),
    ]),
  );
}

describe("two airings of one studio, back to back", () => {
  const backToBack = [show("a", 10), show("b", 11)];

  it("overlap by the early entry: the later one is held in another studio that is free", () => {
    expect(plan(backToBack, [one, two])).toEqual({ a: "Studio 1", b: "Studio 2" });
  });

  it("clash, both by name, when no other is free", () => {
    expect(plan(backToBack, [one])).toEqual({ a: "Studio 1 b", b: "Studio 1 a" });
    const busy = show("c", 10.5, { wished: two.host });
    expect(plan([...backToBack, busy], [one, two])).toEqual({
      a: "Studio 1 b",
      b: "Studio 1 a",
      c: "Studio 2",
    });
  });

  it("are both held by a host that may hold two, and a third is not", () => {
    expect(plan(backToBack, [wide])).toEqual({ a: "Studio 1", b: "Studio 1" });
    const crowd = [...backToBack, show("c", 10.9)];
    expect(plan(crowd, [wide, two])).toEqual({ a: "Studio 1", c: "Studio 1", b: "Studio 2" });
    expect(plan(crowd, [wide])).toMatchObject({ a: "Studio 1 c b", c: "Studio 1 a b", b: "Studio 1 a c" });
  });

  it("share a studio when its early entry begins as the other ends", () => {
    expect(plan([show("a", 10), show("b", 11 + EARLY / HOUR)], [one, two])).toEqual({
      a: "Studio 1",
      b: "Studio 1",
    });
  });
});

it("a meeting that was made stays where it is, whoever comes", () => {
  const made = show("late", 11, { held: one.host });
  expect(plan([show("early", 10), made], [one, two])).toEqual({ early: "Studio 2", late: "Studio 1" });
  const elsewhere = show("late", 11, { held: two.host });
  expect(plan([elsewhere], [one, two])).toEqual({ late: "Studio 2" });
  expect(plan([show("early", 10, { held: one.host }), made], [one, two])).toEqual({
    early: "Studio 1 late",
    late: "Studio 1 early",
  });
});

it("a host that the station does not know holds one meeting at a time", () => {
  const own = { wished: "own@b.test" };
  expect(plan([show("a", 10, own), show("b", 10, own)], [])).toEqual({
    a: "own@b.test b",
    b: "own@b.test a",
  });
});

describe("any plan", () => {
  const booking = fc
    .record({
      start: fc.integer({ min: 0, max: 40 }),
      length: fc.integer({ min: 1, max: 12 }),
      wished: fc.constantFrom(one.host, two.host, "own@b.test"),
      held: fc.option(fc.constantFrom(one.host, two.host), { nil: undefined }),
    })
    .map(({ start, length, ...rest }) => ({
      start: T + start * 300,
      end: T + (start + length) * 300,
      ...rest,
    }));
  const bookings = fc
    .array(booking, { maxLength: 8 })
    .map((all) => all.map((each, index): Booking => ({ ...show(`s${index}`, 0), ...each })));

  it("seats each airing once, moves no meeting, and its clashes are mutual", () => {
    fc.assert(
      fc.property(bookings, (all) => {
        const seats = studioPlan(all, [one, two], EARLY);
        expect(seats.size).toBe(all.length);
        for (const { airing, held } of all) {
          const seat = seats.get(airing);
          if (held !== undefined) expect(seat?.host.host).toBe(held);
          for (const other of seat?.clashes ?? [])
            expect(seats.get(other.airing)?.clashes.map((each) => each.airing)).toContain(airing);
        }
      }),
    );
  });

  it("does not change when it is made again from the meetings that it led to", () => {
    fc.assert(
      fc.property(bookings, (all) => {
        const hosts = (seats: ReturnType<typeof studioPlan>): Record<string, string> =>
          Object.fromEntries([...seats].map(([airing, { host }]) => [airing, host.host]));
        const first = hosts(studioPlan(all, [one, two], EARLY));
        const made = all.map((each): Booking => ({ ...each, held: first[each.airing] }));
        expect(hosts(studioPlan(made, [one, two], EARLY))).toEqual(first);
      }),
    );
  });
});
