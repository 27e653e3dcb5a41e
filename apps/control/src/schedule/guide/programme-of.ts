import type { GuideEntry, ProgrammeAiring } from "@nonstop/contract/guide";
import type { AiringId } from "@nonstop/contract/names";
import { present } from "@nonstop/contract/present";
import type { Second } from "@nonstop/contract/time";

/** A programme as its page shows it: the airing that the page is about, and all of the same title, by start. */
export type Programme = { entry: GuideEntry; airings: ProgrammeAiring[] };

/** Whose page is asked for. `title` finds the programme again when this airing of it is cancelled. */
export type PageOf = { airing: AiringId; title: string | undefined };

const MAX_PAST = 10;
const MAX_COMING = 40;

/**
 * The programme of a page, at second `now`. When its airing is no longer in the guide, the page is about another one of the same
 * title: the one on now, else the next, else the last.
 */
export function programmeOf(
  entries: readonly GuideEntry[],
  page: PageOf,
  now: Second,
): Programme | undefined {
  const own = nearest(
    entries.filter(({ airing }) => airing === page.airing),
    now,
  );
  const title = own?.title ?? page.title;
  if (title === undefined) return undefined;
  const airings = entries.filter((entry) => sameTitle(entry.title, title)).sort((a, b) => a.start - b.start);
  const entry = own ?? nearest(airings, now);
  if (entry === undefined) return undefined;
  const past = airings.filter(({ end }) => end <= now).slice(-MAX_PAST);
  const coming = airings.filter(({ end }) => end > now).slice(0, MAX_COMING);
  return { entry, airings: [...past, ...coming].map(programmeAiring) };
}

// The one on now, else the next, else the last.
function nearest(byStart: readonly GuideEntry[], now: Second): GuideEntry | undefined {
  return byStart.find(({ end }) => end > now) ?? byStart.at(-1);
}

function programmeAiring({ airing, slug, kind, start, end, repeatOf }: GuideEntry): ProgrammeAiring {
  return { airing, slug, kind, start, end, ...present({ repeatOf }) };
}

/** Whether two titles name one programme: letters may differ in case, width and spacing. */
export function sameTitle(a: string, b: string): boolean {
  return folded(a) === folded(b);
}

function folded(title: string): string {
  return title.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, " ").trim();
}
