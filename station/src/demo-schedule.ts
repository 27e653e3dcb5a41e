import { DEMO_FILMS } from "./demo-films.ts";
import type { EventDraft } from "./programming-team.ts";

const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3600;

/** People of the demo. The last two show how names of other scripts and lengths are set. */
export const DEMO_PEOPLE = [
  {
    id: "ada",
    name: "Ada Okafor",
    role: "Host",
    bio: "Builds protocols by day and asks short questions by night.",
    email: "ada@guests.example",
  },
  {
    id: "lin",
    name: "Lin Zhao",
    role: "Guest",
    bio: "Runs the edge network of a very small country.",
    email: "lin@guests.example",
    timezone: "Asia/Singapore",
  },
  {
    id: "joao",
    name: "João Pereira",
    role: "Guest",
    bio: "Writes compilers, mostly on trains.",
    email: "joao@guests.example",
    timezone: "Europe/Lisbon",
  },
  {
    id: "maria",
    name: "María José Fernández-Villaverde",
    role: "Guest",
    bio: "Measures things that others assume.",
    email: "maria@guests.example",
    timezone: "America/Bogota",
  },
  // No address: the invite is copied from the entry.
  { id: "noor", name: "نور الدين", role: "Guest", bio: "Teaches machines to listen." },
] as const;

/** Studios of the demo: two shows may follow each other closely, and a host holds one meeting at a time. */
export const DEMO_STUDIOS = [
  { id: "studio-one", name: "Studio One", zoomHostUser: "studio-one@nonstop.example" },
  { id: "studio-two", name: "Studio Two", zoomHostUser: "studio-two@nonstop.example" },
] as const;

export type DemoEvent = EventDraft & { guests: readonly string[] };

const live = (
  slug: string,
  title: string,
  summary: string,
  presenters: readonly string[],
  studio: (typeof DEMO_STUDIOS)[number]["id"],
): Pick<DemoEvent, "slug" | "title" | "summary" | "presenters" | "studio" | "guests" | "kind"> => ({
  slug,
  title,
  summary,
  presenters,
  studio,
  guests: presenters.map((id) => DEMO_PEOPLE.find((person) => person.id === id)?.name ?? id),
  kind: "live",
});

const MORNING = live(
  "hello-world",
  "Hello, World",
  "The first show of a new station: who we are, what is on, and why it never stops.",
  ["ada"],
  "studio-one",
);
const EVENING = live(
  "the-edge-of-things",
  "The Edge of Things",
  "Two engineers, one question: what happens in the last fifty milliseconds before you see this picture?",
  ["lin"],
  "studio-two",
);
const PANEL = live(
  "five-people-one-cable",
  "Five People, One Cable: A Conversation About Everything That Has to Go Right",
  "A panel about the parts of the network nobody thanks.",
  DEMO_PEOPLE.map((person) => person.id),
  "studio-one",
);

const film = (
  asset: string,
): Pick<DemoEvent, "slug" | "title" | "summary" | "recording" | "guests" | "kind"> => {
  const piece = DEMO_FILMS.find((each) => each.asset === asset);
  return {
    slug: asset,
    title: piece?.title ?? asset,
    summary: piece?.summary ?? "",
    recording: `recording-${asset}`,
    guests: [],
    kind: "film",
  };
};

/** The collection of the demo: its blocks air it in turn, each film once before any comes twice. */
export const DEMO_COLLECTION = {
  id: "collection-shorts",
  title: "Short and slow",
  order: "shuffled",
  recordings: DEMO_FILMS.map(({ asset }) => `recording-${asset}`),
} as const;

const BLOCK: Pick<DemoEvent, "slug" | "title" | "summary" | "collection" | "guests" | "kind"> = {
  slug: "short-and-slow",
  title: "Short and Slow",
  summary: "Short films one after the other, none of them twice before you have seen them all.",
  collection: DEMO_COLLECTION.id,
  guests: [],
  kind: "block",
};

/**
 * The events around `now` (Unix seconds). A live show starts in about a minute, then come a film and another live show, so
 * that a newcomer sees switches within five minutes, and a block of short films. More follows every few hours today and tomorrow; the live
 * show of each morning airs again seven hours later.
 */
export function demoSchedule(now: number, timezone: string): DemoEvent[] {
  const first = Math.ceil((now + 60) / 5) * 5;
  const near = [
    { ...MORNING, startsAt: first, endsAt: first + 60, planB: "recording-test-card-dances" },
    { ...film("small-worlds"), startsAt: first + 60, endsAt: first + 120 },
    { ...EVENING, startsAt: first + 120, endsAt: first + 210 },
    { ...BLOCK, startsAt: first + 300, endsAt: first + 660 },
  ];
  const nextHour = Math.ceil((first + 900) / HOUR_SECONDS) * HOUR_SECONDS;
  const cycle = [
    { ...film("slow-light"), minutes: 30 },
    { ...EVENING, minutes: 30 },
    { ...film("test-card-dances"), minutes: 15 },
    { ...PANEL, minutes: 45 },
    { ...BLOCK, minutes: 20 },
    { ...MORNING, minutes: 30, airsAgainAfterHours: ["7"] },
  ];
  const later = Array.from({ length: Math.floor((2 * DAY_SECONDS) / (2 * HOUR_SECONDS)) }, (_, index) => {
    const { minutes, ...show } = cycle[index % cycle.length] ?? { ...film("slow-light"), minutes: 30 };
    const startsAt = nextHour + index * 2 * HOUR_SECONDS;
    return { ...show, startsAt, endsAt: startsAt + minutes * 60 };
  });
  return [...near, ...later].map((event) => ({
    ...event,
    // The id holds the start: each airing has its own page, and a restart within the hour plans the same events.
    id: `demo-${event.slug}-${event.startsAt}`,
    slug: `${event.slug}-${event.startsAt.toString(36)}`,
    timezone,
  }));
}
