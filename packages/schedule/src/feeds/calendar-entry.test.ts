import { describe, expect, it } from "vitest";
import { calendarChanges, type CalendarEntry } from "./calendar-entry.ts";
import { entryFor } from "./entries-for-tests.ts";

const NOW = 1_795_400_000;
const from = NOW - 86_400;
const show = entryFor();
const first = calendarChanges([], [show], { from, now: NOW });

/** What is told after a change of the guide, an hour later. */
function later(
  entries: Parameters<typeof calendarChanges>[1],
  known: readonly CalendarEntry[] = first,
): CalendarEntry[] {
  return calendarChanges(known, entries, { from, now: NOW + 3600 });
}

describe("what calendars are told of an airing", () => {
  it("begins with sequence 0, and stays as it is while nothing changes", () => {
    expect(first).toEqual([{ part: 1, entry: show, sequence: 0, changedAt: NOW }]);
    expect(later([show])).toEqual([]);
  });

  it("changes its time with its words, and its sequence with its times", () => {
    const words = { ...show, title: "Later show" };
    expect(later([words])).toEqual([{ part: 1, entry: words, sequence: 0, changedAt: NOW + 3600 }]);
    const moved = { ...show, start: show.start + 60 };
    expect(later([moved])).toEqual([{ part: 1, entry: moved, sequence: 1, changedAt: NOW + 3600 }]);
  });

  it("is cancelled when it is withdrawn, once, and may come back", () => {
    const [cancelled] = later([]);
    expect(cancelled).toMatchObject({ sequence: 1, cancelledAt: NOW + 3600 });
    expect(later([], cancelled && [cancelled])).toEqual([]);
    const [back] = later([show], cancelled && [cancelled]);
    expect(back).toMatchObject({ sequence: 2, entry: show });
    expect(back?.cancelledAt).toBeUndefined();
  });

  it("is not cancelled by being over", () => {
    expect(calendarChanges(first, [], { from: show.end, now: show.end + 60 })).toEqual([]);
  });

  it("has a part for each span of what another airing interrupts", () => {
    const parts = [
      { ...show, end: show.start + 600 },
      { ...show, start: show.start + 900, continued: true as const },
    ];
    const told = later(parts);
    expect(told.map(({ part, sequence }) => [part, sequence])).toEqual([
      [1, 1],
      [2, 0],
    ]);
    const known = told;
    expect(later([show], known)).toMatchObject([
      { part: 1, sequence: 2 },
      { part: 2, sequence: 1, cancelledAt: NOW + 3600 },
    ]);
  });
});
