import { performance } from "node:perf_hooks";
import { Airing } from "@nonstop/contract/airing";
import { STATION_PROGRAMMING } from "@nonstop/contract/programming";
import { ReadThroughFacts } from "@nonstop/contract/read-through";
import { compileAhead } from "@nonstop/schedule/read-through/aired-week";
import { readThrough } from "@nonstop/schedule/read-through/read-through";

const HOUR = 3600;
const WEEK = 168 * HOUR;
const ZONE = "Europe/Lisbon";
const FROM = Date.parse("2027-03-27T00:00:00Z") / 1000;
const AIRINGS = 60;

/** How long a week of 60 airings takes to compile, and to read through second by second, in milliseconds. */
export function timeReadThrough(): { compiledMs: number; readMs: number } {
  const facts = week();
  const startedMs = performance.now();
  compileAhead(facts);
  const compiledMs = performance.now() - startedMs;
  readThrough(facts, ZONE);
  return { compiledMs, readMs: performance.now() - startedMs - compiledMs };
}

function week(): ReadThroughFacts {
  const airings = Array.from({ length: AIRINGS }, (_, n): Airing => {
    const start = FROM + Math.floor((n * WEEK) / AIRINGS);
    const common = {
      id: `e${n}`,
      channel: "main",
      title: `Programme ${n}`,
      slug: `e${n}`,
      start,
      end: start + HOUR,
    };
    const kind =
      n % 2 === 0 ? { kind: "live", room: `e-e${n}` } : { kind: "recording", asset: `film-${n % 5}` };
    return Airing.parse({ ...common, ...kind, summary: "", presenters: [], timezone: ZONE });
  });
  const films = Array.from({ length: 5 }, (_, n) => ({
    asset: `film-${n}`,
    title: `Film ${n}`,
    durationSeconds: HOUR,
  }));
  const fillers = Array.from({ length: 60 }, (_, n) => ({
    asset: `short-${n}`,
    title: `Short ${n}`,
    durationSeconds: 30 + n * 7,
  }));
  return ReadThroughFacts.parse({
    channel: "main",
    timezone: ZONE,
    from: FROM,
    to: FROM + WEEK,
    upstreamDelaySeconds: 20,
    margins: { preRollSeconds: 600, overrunSeconds: 1800 },
    airings,
    pieces: [
      ...films.map((piece) => ({ ...piece, filler: false })),
      ...fillers.map((piece) => ({ ...piece, filler: true })),
    ],
    toCome: [],
    collections: [],
    programming: STATION_PROGRAMMING,
    aired: {},
    events: [],
  });
}
