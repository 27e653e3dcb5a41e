import type { Airing } from "@nonstop/contract/airing";
import { STATION_PROGRAMMING } from "@nonstop/contract/programming";
import { ReadThroughFacts } from "@nonstop/contract/read-through";

const HOUR = 3600;

/** What the days from `from` on are made of: a show with a guest each evening, a film that is not there, one studio for two shows. */
export function daysAhead(from: number, to: number): ReadThroughFacts {
  const airing = (id: string, title: string, start: number, over: Partial<Airing>): Airing => ({
    id,
    channel: "main",
    kind: "live",
    title,
    slug: id,
    summary: "",
    presenters: [],
    start,
    end: start + HOUR,
    timezone: "Europe/Lisbon",
    ...over,
  });
  const days = Array.from(
    { length: Math.floor((to - from) / (24 * HOUR)) },
    (_, day) => from + day * 24 * HOUR,
  );
  const shows = days.map((day, n) =>
    airing(
      `evening-${n}`,
      n === 1 ? "\u0645\u0633\u0627\u0621 \u0627\u0644\u062e\u064a\u0631" : `Evening ${n}`,
      day + 18 * HOUR,
      { room: `e-evening-${n}` },
    ),
  );
  const films = days.map((day, n) =>
    airing(`film-${n}`, "A Film of the Sea", day + 20 * HOUR, {
      kind: "recording",
      asset: n === 2 ? "lost" : "sea-film",
      end: day + 22 * HOUR,
    }),
  );
  const missing =
    "A Film of the Sea at 20:00: its recording lost is not in the library, so filler airs in its place.";
  return ReadThroughFacts.parse({
    channel: "main",
    timezone: "Europe/Lisbon",
    from,
    to,
    upstreamDelaySeconds: 0,
    margins: { preRollSeconds: 600, overrunSeconds: 1800 },
    airings: [...shows, ...films],
    pieces: [
      { asset: "waves", title: "Waves", durationSeconds: 600, filler: true },
      { asset: "sea-film", title: "A Film of the Sea", durationSeconds: 6000, filler: false },
    ],
    toCome: [],
    programming: STATION_PROGRAMMING,
    aired: {},
    collections: [{ entry: "shorts", title: "Shorts", pieces: 3 }],
    events: [
      ...shows.map(({ id }, n) => ({
        entry: id,
        notes: [],
        alternativeHosts: 1,
        guests: [
          {
            name: n === 0 ? "Ana Lima" : "\u0646\u0648\u0631 \u0627\u0644\u062f\u064a\u0646",
            timezone: "America/New_York",
            when: "Saturday 20 March 2027, 14:00 to 15:00, New York time",
            hasAddress: n === 0,
            hasLink: true,
            mail: n === 0 ? "sent" : "none",
            ...(n === 0 ? { setUp: "ready" } : {}),
          },
        ],
      })),
      ...films.map(({ id }, n) => ({
        entry: id,
        notes:
          n === 2
            ? [
                {
                  code: "recording-missing",
                  message: missing,
                  cure: "Put it into the library, or link another one.",
                },
              ]
            : [],
        guests: [],
      })),
    ],
    entryPages: "https://contentful.test/entries/",
  });
}
