import type { Airing } from "@nonstop/contract/airing";
import type { Item, Rundown } from "@nonstop/contract/rundown";
import { expect, it } from "vitest";
import { airing } from "../airing-for-tests.ts";
import { compileRundown } from "../compile-rundown.ts";
import { fillingOf } from "../filler/filling-for-tests.ts";
import { simulate } from "../simulate.ts";

const T = 1_806_000_000;
const FILM = {
  durationSeconds: 3000,
  title: "Film",
  breaks: [1000, 2000],
  rightsFrom: undefined,
  rightsTo: undefined,
};
const SHORTS = [
  { asset: "short-a", durationSeconds: 40 },
  { asset: "short-b", durationSeconds: 50 },
  { asset: "long", durationSeconds: 900 },
];
const show: Airing = airing({
  id: "film",
  kind: "recording",
  asset: "film-1",
  start: T,
  end: T + 3600,
});

function compile(
  now: number,
  inForce?: Rundown,
  over: { breaks?: number[]; airings?: Airing[] } = {},
): Rundown {
  const library = SHORTS.map(
    ({ asset, durationSeconds }) => [asset, { durationSeconds, title: asset }] as const,
  );
  const film = { ...FILM, breaks: over.breaks ?? FILM.breaks };
  const answer = compileRundown({
    channel: "main",
    version: (inForce?.version ?? 0) + 1,
    now,
    to: now + 7200,
    inForce,
    airings: over.airings ?? [show],
    assets: new Map([...library, ["film-1", film]]),
    filling: fillingOf(SHORTS),
    upstreamDelaySeconds: 0,
    margins: { preRollSeconds: 600, overrunSeconds: 1800 },
  });
  if (answer.kind === "gaps") throw new Error("it has gaps");
  return answer.rundown;
}

const film = (items: readonly Item[]): Item[] => items.filter(({ airing: of }) => of === "film");
const breaks = (items: readonly Item[]): Item[] => items.filter(({ breakOf }) => breakOf === "film");
/** The seconds of the film that air, in order. */
function filmSeconds(items: readonly Item[]): number[] {
  return film(items).flatMap(({ start, end, room }) =>
    room.kind === "asset" ? Array.from({ length: end - start }, (_, i) => start + i - room.startSecond) : [],
  );
}
const ALL = Array.from({ length: FILM.durationSeconds }, (_, i) => i);

it("interrupts a piece where it may be, with whole short pieces, and airs all of it in order", () => {
  const { items } = compile(T - 600);
  expect(filmSeconds(items)).toEqual(ALL);
  expect(film(items)).toHaveLength(3);
  expect(breaks(items).length).toBeGreaterThan(0);
  for (const { start, end, room } of breaks(items)) {
    const piece = SHORTS.find(({ asset }) => room.kind === "asset" && asset === room.asset);
    expect(end - start).toBe(piece?.durationSeconds);
  }
});

it("goes on as it began, whenever it is compiled anew, and whatever its break points say by then", () => {
  const first = compile(T - 600);
  let rundown = first;
  const aired: Item[] = [];
  for (let now = T; now < T + 3600; now += 300) {
    rundown = compile(now, rundown, { breaks: now < T + 900 ? FILM.breaks : [500, 1500, 2500] });
    expect(film(rundown.items).map(({ end }) => end)).toEqual(
      film(first.items)
        .map(({ end }) => end)
        .filter((end) => film(rundown.items).some((item) => item.end === end)),
    );
    aired.push(...film(rundown.items).filter(({ end }) => end > now && end <= now + 300));
  }
  expect(aired.map(({ start, end }) => [start, end])).toEqual(
    film(first.items).map(({ start, end }) => [start, end]),
  );
});

it("one that began whole ends whole, though it has breaks by then", () => {
  const whole = compile(T - 600, undefined, { breaks: [] });
  const later = compile(T + 700, whole);
  expect(film(later.items)).toMatchObject([{ start: T, end: T + 3000 }]);
  expect(breaks(later.items)).toEqual([]);
});

it("has no break where nothing is short enough", () => {
  const { items } = compileWithout();
  expect(film(items)).toHaveLength(1);
});

function compileWithout(): Rundown {
  const answer = compileRundown({
    channel: "main",
    version: 1,
    now: T - 600,
    to: T + 7200,
    inForce: undefined,
    airings: [show],
    assets: new Map([["film-1", FILM]]),
    filling: fillingOf([{ asset: "long", durationSeconds: 900 }]),
    upstreamDelaySeconds: 0,
    margins: { preRollSeconds: 600, overrunSeconds: 1800 },
  });
  if (answer.kind === "gaps") throw new Error("it has gaps");
  return answer.rundown;
}

it("stands in the as-run as a break, whatever fills it", () => {
  const rundown = compile(T - 600);
  const spans = simulate(
    {
      rundown,
      takes: [],
      offers: new Map(),
      troubles: new Map(),
      attended: new Set(),
      hasAssetSecond: () => true,
    },
    T,
    T + 3600,
  );
  const [first, second] = film(rundown.items);
  const inBreak = spans.filter(({ from, to }) => from >= (first?.end ?? 0) && to <= (second?.start ?? 0));
  expect(inBreak.map(({ role }) => role)).toEqual(inBreak.map(() => "break"));
  expect(inBreak.length).toBeGreaterThan(0);
  expect(spans.filter(({ airing: of }) => of === "film").every(({ role }) => role === undefined)).toBe(true);
});
