import type { Item, Rundown } from "@nonstop/contract/rundown";
import { describe, expect, it } from "vitest";
import { compileRundown, type CompileInput } from "../compile-rundown.ts";
import { airedSoFar } from "../filler/aired-so-far.ts";
import { isPoolItem } from "../filler/filler-items.ts";
import { nextFullHour } from "../filler/full-hours.ts";
import { faultsOfWeek } from "./faults-of-week.ts";
import { randomWeek } from "./random-week.ts";
import { seeded } from "./seeded.ts";

/** `pnpm drill weeks` lives through a thousand. */
const WEEKS = Array.from({ length: 30 }, (_, seed) => seed);
const HOUR = 3600;
/** A busy machine may take its time. */
const PATIENCE = { timeout: 60_000 };

function compiled(input: CompileInput): Rundown {
  const answer = compileRundown(input);
  if (answer.kind !== "rundown") throw new Error("gaps");
  return answer.rundown;
}

/** The items as they are planned, whole: the last one may end with its rundown. */
function plan({ items }: Rundown, from: number, to: number): Item[] {
  return items
    .filter(({ start, end }) => from <= start && end < to)
    .map(({ fillers: _pool, ...item }) => item);
}

describe("a random week", PATIENCE, () => {
  it("is filled to the second as its library allows", () => {
    const faulty = WEEKS.map((seed) => ({ seed, week: randomWeek(seed) }))
      .map(({ seed, week }) => ({ seed, faults: faultsOfWeek(week, compiled(week)) }))
      .filter(({ faults }) => faults.length > 0);
    expect(faulty).toEqual([]);
  });

  it("is the same to the byte when it is compiled again", () => {
    for (const seed of WEEKS.slice(0, 4))
      expect(JSON.stringify(compiled(randomWeek(seed)))).toBe(JSON.stringify(compiled(randomWeek(seed))));
  });

  it("stays as it is up to the hours before a programme that is moved or withdrawn, on air or not", () => {
    for (const seed of WEEKS.slice(0, 12)) {
      const week = { ...randomWeek(seed), to: randomWeek(seed).now + 72 * HOUR };
      const r = seeded(seed);
      const promoted = new Set(week.filling.library.flatMap(({ tags = [] }) => tags));
      const coming = week.airings.filter(
        ({ id, start }) => start > week.now + 9 * HOUR && start < week.to && !promoted.has(`promo-for:${id}`),
      );
      const edited = coming[r.int(0, coming.length - 1)]!;
      const airings = r.chance(50)
        ? week.airings.filter((one) => one !== edited)
        : week.airings.map((one) =>
            one === edited ? { ...one, start: one.start + 600, end: one.end + 600 } : one,
          );
      const before = compiled(week);
      const stays = edited.start - 6 * HOUR;
      expect(plan(compiled({ ...week, airings }), week.now, stays)).toEqual(plan(before, week.now, stays));
      const now = week.now + HOUR;
      const onAir = compiled({ ...week, airings, now, inForce: before });
      expect(plan(onAir, now, stays)).toEqual(plan(before, now, stays));
      // What comes two days after the edit is as it was: nobody has a reason to choose it anew.
      const later = edited.end + 24 * HOUR;
      expect(plan(onAir, later, week.to)).toEqual(plan(before, later, week.to));
    }
  });

  it("is the same compiled at once and hour by hour", () => {
    for (const seed of WEEKS.slice(0, 4)) {
      const week = randomWeek(seed);
      const whole = compiled({ ...week, to: week.now + 42 * HOUR });
      const aired = new Map(week.filling.aired);
      let inForce = compiled({ ...week, to: week.now + 12 * HOUR });
      for (let hour = 1; hour <= 30; hour += 1) {
        const now = week.now + hour * HOUR;
        for (const [asset, until] of airedSoFar(inForce, now)) aired.set(asset, until);
        const filling = { ...week.filling, aired };
        inForce = compiled({ ...week, filling, now, to: now + 12 * HOUR, inForce });
        expect(plan(inForce, now, inForce.to)).toEqual(plan(whole, now, inForce.to));
      }
    }
  });

  it("gives a piece that is new its place from the next full hour on", () => {
    const week = randomWeek(2);
    const { filling, now } = week;
    const before = compiled({ ...week, to: now + 24 * HOUR });
    const piece = { asset: "new", title: "New", durationSeconds: 300, filler: true, addedAt: now + 60 };
    const after = compiled({
      ...week,
      now: now + 120,
      to: now + 24 * HOUR,
      inForce: before,
      assets: new Map<string, { title: string; durationSeconds: number }>([...week.assets, ["new", piece]]),
      filling: { ...filling, library: [...filling.library, piece] },
    });
    const first = after.items.find((item) => isPoolItem(item) && item.room.asset === "new");
    const hour = nextFullHour(now, filling.timezone);
    expect(plan(after, now + 120, hour)).toEqual(plan(before, now + 120, hour));
    expect(first?.start).toBeLessThan(hour + 4 * HOUR);
  });
});
