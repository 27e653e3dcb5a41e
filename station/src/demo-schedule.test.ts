import { describe, expect, it } from "vitest";
import { demoSchedule } from "./demo-schedule.ts";

describe("demoSchedule()", () => {
  const now = 1_796_000_003;
  const events = demoSchedule(now, "UTC").toSorted((a, b) => a.startsAt - b.startsAt);

  it("begins with a live show in about a minute, a film, and another live show, back to back", () => {
    const [first, second, third] = events;
    expect([first?.kind, second?.kind, third?.kind]).toEqual(["live", "film", "live"]);
    expect(first!.startsAt - now).toBeGreaterThanOrEqual(60);
    expect(first!.startsAt - now).toBeLessThan(70);
    expect([second!.startsAt, third!.startsAt]).toEqual([first!.endsAt, second!.endsAt]);
    expect(third!.startsAt - now).toBeLessThan(300);
  });

  it("fills today and tomorrow without overlaps, each airing with a page of its own", () => {
    for (const [index, event] of events.entries()) {
      const next = events[index + 1];
      if (next !== undefined) expect(next.startsAt).toBeGreaterThanOrEqual(event.endsAt);
    }
    expect(events.at(-1)!.startsAt - now).toBeGreaterThan(40 * 3600);
    expect(new Set(events.map((event) => event.slug)).size).toBe(events.length);
    for (const event of events) expect(event.id).toMatch(/^[a-zA-Z0-9-_.]{1,64}$/);
  });
});
