import { episodeId } from "@nonstop/schedule/recurrence/episode-id";
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
  /** The show whose episode it is: then the station makes its entry, and the team gives it guests. */
  show?: string;
  title: string;
  kind: "live" | "film" | "block";
  start: number;
  end: number;
  /** Of a live one: who is invited, by number. */
  guests: readonly number[];
  studio?: "hall" | "loft";
  /** Of a film: its recording. */
  recording?: string;
  /** Of a block: what its pieces are taken from. */
  collection?: CollectionName;
  /** It airs again so many hours later. */
  again?: number;
};

export const GUESTS = Array.from({ length: 20 }, (_, i) => i);
export const personOf = (guest: number): string => `guest-${guest}`;
export const addressOf = (guest: number): string => `${personOf(guest)}@guests.test`;
const ZONES = [ZONE, "America/New_York", "Asia/Kolkata", undefined];

const pieces = (name: string, count: number, durationSeconds: number) =>
  Array.from({ length: count }, (_, n) => ({
    asset: `${name}-${n}`,
    title: `${name} ${n}`,
    durationSeconds,
    filler: false,
  }));

/** What blocks are taken from. A block of the first airs six pieces an evening, one of the second nine a night. */
export const COLLECTIONS = [
  { entry: "reel", order: "in-order", pieces: pieces("reel", 10, 600), noRepeatHours: undefined },
  { entry: "mix", order: "shuffled", pieces: pieces("mix", 24, 1000), noRepeatHours: 40 },
] as const;
type CollectionName = (typeof COLLECTIONS)[number]["entry"];

/** Pieces of the library: films, those of the collections, and short ones that fill. */
export const PIECES = [
  { asset: "film-a", title: "Slow Light", durationSeconds: 5400, filler: false },
  { asset: "film-b", title: "Harbour", durationSeconds: 3000, filler: false },
  { asset: "film-c", title: "How Glass Flows", durationSeconds: 1800, filler: false },
  ...COLLECTIONS.flatMap((collection) => collection.pieces),
  // Five hours of short pieces of many lengths: enough that none comes again within three.
  ...Array.from({ length: 60 }, (_, n) => ({
    asset: `short-${n}`,
    title: `Short ${n}`,
    durationSeconds: 20 + n * 9 + (n % 7),
    filler: true,
  })),
];

/**
 * When the clocks of Lisbon show an hour of a day of the week, 0 for its Saturday. What they leap over comes an hour later, as in
 * calendars.
 */
export function lisbon(day: number, hours: number): number {
  const wall = WEEK_START + day * DAY + hours * HOUR;
  return wall < CHANGE + HOUR ? wall : wall - HOUR;
}

/** Shows that recur: each day, at an hour of Lisbon. One comes in the hour that a night leaps over, one has a day off. */
export const SHOWS: readonly Show[] = [
  { entry: "morning", title: "Morning", hours: 9, minutes: 60, studio: "hall", guests: 1, dayOff: 6 },
  { entry: "evening", title: "Evening", hours: 18, minutes: 60, studio: "hall", guests: 2, again: 16 },
  { entry: "vigil", title: "Vigil", hours: 1.5, minutes: 30, studio: "loft", guests: 0 },
];
type Show = {
  entry: "morning" | "evening" | "vigil";
  title: string;
  hours: number;
  minutes: number;
  studio: "hall" | "loft";
  /** How many each episode has. */
  guests: number;
  /** A day on which it does not come. */
  dayOff?: number;
  again?: number;
};

/** The entry of a show's episode on a day of the week. */
export function episodeOf(show: Show["entry"], day: number): string {
  return episodeId(show, lisbon(day, SHOWS.find(({ entry }) => entry === show)?.hours ?? 0));
}

/** The fields of a show's entry. */
export function showFields({
  title,
  entry,
  hours,
  minutes,
  studio,
  dayOff,
  again,
}: Show): Record<string, unknown> {
  const two = (n: number): string => String(Math.floor(n)).padStart(2, "0");
  const date = (day: number): string => new Date((WEEK_START + day * DAY) * 1000).toISOString().slice(0, 10);
  return {
    title,
    slug: entry,
    timezone: ZONE,
    durationMinutes: minutes,
    studio: link(studio),
    rule: "FREQ=DAILY",
    firstStartsAt: `${date(0)}T${two(hours)}:${two((hours % 1) * 60)}`,
    ...(dayOff === undefined ? {} : { exceptions: [date(dayOff)] }),
    ...(again === undefined ? {} : { airsAgainAfterHours: [String(again)], rerunPool: true }),
  };
}

function episodes(day: number, guests: (count: number) => number[]): Programme[] {
  const shows: readonly Show[] = SHOWS;
  return shows
    .filter(({ dayOff }) => dayOff !== day)
    .map((show) => {
      const { entry, title, hours, minutes, again } = show;
      const start = lisbon(day, hours);
      const end = start + minutes * 60;
      return {
        entry: episodeOf(entry, day),
        show: entry,
        title,
        kind: "live" as const,
        start,
        end,
        guests: guests(show.guests),
        ...(again === undefined ? {} : { again }),
      };
    });
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

function block(day: number, collection: CollectionName, hours: number, minutes: number): Programme {
  const start = lisbon(day, hours);
  const [entry, title] = [`${collection}-block-${day}`, `Block of ${collection} ${day}`];
  return { entry, title, kind: "block", start, end: start + minutes * 60, guests: [], collection };
}

function afternoon(day: number, guests: number[]): Programme {
  const start = lisbon(day, 15);
  const title = `Afternoon ${day}`;
  return { entry: `afternoon-${day}`, title, kind: "live", start, end: start + HOUR, guests, studio: "loft" };
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
      ...episodes(day, guests),
      film(day, "matinee", 12, 90, "film-a"),
      afternoon(day, guests(1)),
      { ...film(day, "late", 20, 50, "film-b"), again: 10 },
      block(day, "reel", 21, 60),
      block(day, "mix", 3, 150),
      film(day, "glass", 22.5, 30, "film-c"),
    );
  return all.sort((a, b) => a.start - b.start);
}

/** The fields of a programme's entry that its team made. */
export function fieldsOf(programme: Programme): object {
  const { title, entry, kind, start, end, guests, studio, recording, collection, again } = programme;
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
    ...(collection === undefined ? {} : { collection: link(collection) }),
    ...(again === undefined ? {} : { airsAgainAfterHours: [String(again)] }),
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

/** What the team writes into the entry of an episode: who comes, and what is other than the show says. */
export function episodeFields({ title, show, start, end, guests }: Programme): Record<string, unknown> {
  const own = SHOWS.find(({ entry }) => entry === show);
  return {
    ...(guests.length === 0 ? {} : { presenters: guests.map((guest) => link(personOf(guest))) }),
    ...(title === own?.title ? {} : { title }),
    startsAt: new Date(start * 1000).toISOString(),
    durationMinutes: (end - start) / 60,
  };
}
