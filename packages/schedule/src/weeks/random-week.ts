import type { Airing } from "@nonstop/contract/airing";
import { STATION_PROGRAMMING } from "@nonstop/contract/programming";
import { present } from "@nonstop/contract/present";
import type { Second } from "@nonstop/contract/time";
import type { CompileInput } from "../compile-rundown.ts";
import type { LibraryPiece } from "../filler/pool-piece.ts";
import { seeded, type Seeded } from "./seeded.ts";

const HOUR = 3600;
const WEEK = 168 * HOUR;
const AIRINGS = 60;
/** Mondays, 00:00 UTC, of weeks in which clocks change in Europe, in America and on Lord Howe Island, and of a quiet one. */
const WEEKS: readonly [Second, ...Second[]] = [1_803_859_200, 1_804_464_000, 1_805_673_600, 1_806_883_200];

/** A week of 60 airings and a library to fill it from, with all that tags and settings may say. The same seed makes the same week. */
export function randomWeek(seed: number): CompileInput {
  const r = seeded(seed);
  const now = r.pick(WEEKS) + r.int(0, 90);
  const airings = airingsOf(r, now);
  const library = libraryOf(r, airings, now);
  return {
    channel: "main",
    version: 1,
    now,
    to: now + WEEK,
    inForce: undefined,
    airings,
    assets: new Map(library.map((piece) => [piece.asset, piece])),
    filling: {
      library,
      programming: {
        ...STATION_PROGRAMMING,
        repeatHours: r.int(0, 6),
        identsAtTheHour: r.chance(80),
        rerunsFill: r.chance(70),
      },
      timezone: r.pick(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"]),
      aired: new Map(
        library.flatMap(({ asset }) => (r.chance(20) ? [[asset, now - r.int(0, 9 * HOUR)]] : [])),
      ),
    },
    upstreamDelaySeconds: r.pick([0, 20]),
    margins: { preRollSeconds: 600, overrunSeconds: 1800 },
  };
}

function airingsOf(r: Seeded, now: Second): Airing[] {
  let at = now - HOUR;
  return Array.from({ length: AIRINGS }, (_, n): Airing => {
    const start = r.chance(90) ? Math.ceil((at + r.int(0, 3 * HOUR)) / 300) * 300 : at + r.int(0, HOUR);
    const end = start + r.pick([5, 15, 30, 45, 60, 90, 110]) * 60 + (r.chance(10) ? r.int(1, 59) : 0);
    at = end;
    const kind = r.pick<Airing["kind"]>(["live", "live", "recording", "recording", "recording", "slate"]);
    const asset = kind === "recording" ? `p${r.int(0, 40)}` : undefined;
    const room = kind === "live" ? `e-${n}` : undefined;
    const show = r.chance(30) ? { slug: `show-${r.int(0, 2)}`, title: "Show" } : undefined;
    return {
      id: `a${n}`,
      channel: "main",
      kind,
      title: `Airing ${n}`,
      slug: `airing-${n}`,
      summary: "",
      presenters: [],
      start,
      end,
      timezone: "UTC",
      ...present({ asset, room, show }),
    };
  });
}

function libraryOf(r: Seeded, airings: readonly Airing[], now: Second): LibraryPiece[] {
  const addedAt = (): Second => now - r.int(0, 60 * 24 * HOUR);
  const films = Array.from({ length: r.pick([0, 4, 30, 120]) }, (_, n): LibraryPiece => {
    const durationSeconds = r.pick([r.int(61, 600), r.int(601, 3300), r.int(1200, 6000)]);
    return {
      asset: `p${n}`,
      title: `Film ${n}`,
      durationSeconds,
      filler: r.chance(80),
      addedAt: addedAt(),
      ...more(r, now),
    };
  });
  const shorts = Array.from({ length: r.pick([1, 5, 20, 80]) }, (_, n): LibraryPiece => {
    const durationSeconds = r.int(5, 60);
    return {
      asset: `s${n}`,
      title: `Short ${n}`,
      durationSeconds,
      filler: true,
      addedAt: addedAt(),
      ...more(r, now),
    };
  });
  const withRole = (asset: string, tags: readonly string[], durationSeconds: number): LibraryPiece => ({
    asset,
    title: asset,
    durationSeconds,
    filler: r.chance(50),
    tags,
  });
  const idents = Array.from({ length: r.int(0, 3) }, (_, n) =>
    withRole(`ident-${n}`, ["ident"], r.int(5, 12)),
  );
  const bumpers = ["bumper-in", "bumper-out", "bumper-in:show-1", "bumper-out:show-2"].flatMap((tag, n) =>
    r.chance(50) ? [withRole(`bumper-${n}`, [tag], r.int(3, 8))] : [],
  );
  const promos = airings
    .filter(() => r.chance(5))
    .map(({ id }) => withRole(`promo-${id}`, ["promo", `promo-for:${id}`], r.int(15, 40)));
  return [...films, ...shorts, ...idents, ...bumpers, ...promos];
}

function more(r: Seeded, now: Second): Pick<LibraryPiece, "tags" | "rightsFrom" | "rightsTo"> {
  const tags = [
    ...(r.chance(10) ? [`daypart:${r.pick(["morning", "evening", "night"])}`] : []),
    ...(r.chance(10) ? ["rerun"] : []),
  ];
  const rightsFrom = r.chance(5) ? now + r.int(0, 100) * HOUR : undefined;
  const rightsTo = r.chance(5) ? now + r.int(0, 160) * HOUR : undefined;
  return { tags, ...present({ rightsFrom, rightsTo }) };
}
