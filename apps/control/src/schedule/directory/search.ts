import { MAX_QUERY, type SearchAnswer } from "@nonstop/contract/directory";
import type { GuideEntry } from "@nonstop/contract/guide";
import type { Second } from "@nonstop/contract/time";
import { folded, personCard, showCard, type Directory } from "./directory.ts";

const MAX_FOUND = 20;
const MAX_TERMS = 8;

/**
 * Searches what is public. Each word of the query must begin a word of what is found: of its name first, else of what is said about
 * it. Case, accents and scripts do not matter. Pure.
 */
export function searchIn(directory: Directory, query: string, now: Second): SearchAnswer {
  const asked = query.slice(0, MAX_QUERY).trim();
  const terms = folded(asked).split(" ").filter(Boolean).slice(0, MAX_TERMS);
  const people = best(directory.people, terms, (person) => [
    person.name,
    `${person.role ?? ""} ${person.bio ?? ""}`,
  ]);
  const shows = best(directory.shows, terms, (show) => [show.title, show.description ?? ""]);
  const programmes = best(nearestOfEach(directory.entries, now), terms, (entry) => [
    `${entry.title} ${entry.show?.title ?? ""}`,
    `${entry.presenters.map(({ name }) => name).join(" ")} ${entry.summary}`,
  ]);
  return { query: asked, programmes, people: people.map(personCard), shows: shows.map(showCard) };
}

function best<T>(all: readonly T[], terms: readonly string[], texts: (each: T) => [string, string]): T[] {
  if (terms.length === 0) return [];
  const ranked = all.flatMap((each) => {
    const [name, more] = texts(each).map(folded);
    if (isIn(terms, name ?? "")) return [{ each, rank: 0 }];
    return isIn(terms, `${name} ${more}`) ? [{ each, rank: 1 }] : [];
  });
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MAX_FOUND)
    .map(({ each }) => each);
}

function isIn(terms: readonly string[], text: string): boolean {
  const words = ` ${text}`;
  return terms.every((term) => words.includes(` ${term}`));
}

// A programme is found once: what is on or next, else what was last; the nearest to now first.
function nearestOfEach(entries: readonly GuideEntry[], now: Second): GuideEntry[] {
  const found = new Map<string, GuideEntry>();
  for (const entry of entries) {
    const key = folded(entry.title);
    const before = found.get(key);
    if (before === undefined || before.end <= now) found.set(key, entry);
  }
  const away = ({ start, end }: GuideEntry): number =>
    end > now ? Math.max(0, start - now) : 1e9 + now - end;
  return [...found.values()].sort((a, b) => away(a) - away(b));
}
