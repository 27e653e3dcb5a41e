import { link } from "../schedule/station.ts";

/** What a programming team plans on a Friday evening for the week from Saturday on, in Lisbon. Pure. */

export const ZONE = "Europe/Lisbon";
/** Midnight of the week's first day. In the night after it the clocks go forward. */
export const WEEK_START = Date.parse("2027-03-27T00:00:00Z") / 1000;
const HOUR = 3600;
const DAY = 24 * HOUR;
/** Sunday, 01:00: from then on the clocks of Lisbon are an hour ahead of UTC. */
const CHANGE = WEEK_START + DAY + HOUR;

export type Programme = {
  entry: string;
  title: string;
  kind: "live" | "film";
  start: number;
  end: number;
  /** Of a live one: who is invited, by number. */
  guests: readonly number[];
  studio?: "hall" | "loft";
  /** Of a film: its recording. */
  recording?: string;
};

export const GUESTS = Array.from({ length: 20 }, (_, i) => i);
export const personOf = (guest: number): string => `guest-${guest}`;
export const addressOf = (guest: number): string => `${personOf(guest)}@guests.test`;
const ZONES = [ZONE, "America/New_York", "Asia/Kolkata", undefined];

/** Pieces of the library: films, and short ones that fill. */
export const PIECES = [
  { asset: "film-a", title: "Slow Light", durationSeconds: 5400, filler: false },
  { asset: "film-b", title: "Harbour", durationSeconds: 3000, filler: false },
  { asset: "film-c", title: "How Glass Flows", durationSeconds: 1800, filler: false },
  ...[45, 60, 75, 130, 290, 410].map((durationSeconds, i) => ({
    asset: `short-${i}`,
    title: `Short ${i}`,
    durationSeconds,
    filler: true,
  })),
];

/** When the clocks of Lisbon show an hour of a day of the week, 0 for its Saturday. */
export function lisbon(day: number, hours: number): number {
  const wall = WEEK_START + day * DAY + hours * HOUR;
  return wall < CHANGE ? wall : wall - HOUR;
}

function live(
  day: number,
  name: string,
  hours: number,
  studio: "hall" | "loft",
  guests: number[],
): Programme {
  const start = lisbon(day, hours);
  return {
    entry: `${name}-${day}`,
    title: `${name} ${day}`,
    kind: "live",
    start,
    end: start + HOUR,
    guests,
    studio,
  };
}

function film(day: number, name: string, hours: number, minutes: number, recording: string): Programme {
  const start = lisbon(day, hours);
  const title = `${name} ${day}`;
  return {
    entry: `${name}-${day}`,
    title,
    kind: "film",
    start,
    end: start + minutes * 60,
    guests: [],
    recording,
  };
}

/** The programmes of the week's first `days` days, by start. */
export function programmes(days: number): Programme[] {
  let next = 0;
  const guests = (count: number): number[] =>
    Array.from({ length: count }, () => {
      next += 1;
      return (next - 1) % GUESTS.length;
    });
  const all: Programme[] = [];
  for (let day = 0; day < days; day += 1)
    all.push(
      film(day, "night", 0.25, 50, "film-b"),
      live(day, "morning", 9, "hall", guests(1)),
      film(day, "matinee", 12, 90, "film-a"),
      live(day, "afternoon", 15, "loft", guests(1)),
      live(day, "evening", 18, "hall", guests(2)),
      film(day, "late", 20, 50, "film-b"),
      film(day, "glass", 22.5, 30, "film-c"),
    );
  return all.sort((a, b) => a.start - b.start);
}

/** The fields of a programme's entry. */
export function fieldsOf({ title, entry, kind, start, end, guests, studio, recording }: Programme): object {
  return {
    title,
    slug: entry,
    kind,
    timezone: ZONE,
    startsAt: new Date(start * 1000).toISOString(),
    endsAt: new Date(end * 1000).toISOString(),
    ...(guests.length === 0 ? {} : { presenters: guests.map((guest) => link(personOf(guest))) }),
    ...(studio === undefined ? {} : { studio: link(studio) }),
    ...(recording === undefined ? {} : { recording: link(recording) }),
  };
}

/** The fields of a guest's entry. */
export function personFields(guest: number): Record<string, unknown> {
  const timezone = ZONES[guest % ZONES.length];
  return {
    name: `Guest ${guest}`,
    slug: personOf(guest),
    email: addressOf(guest),
    ...(timezone === undefined ? {} : { timezone }),
  };
}
