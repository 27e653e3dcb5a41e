import { plainHead, type PlaceOfPage } from "./heads.ts";
import type { PageHead } from "./page-head.ts";

/** Whose page it is: of `people` or `shows`. */
export type NamedPage = { list: string; name: string };
/** A person or a show, as a head tells of them. `picture` is a path of ours. */
export type Named = { title: string; words?: string; picture?: string };

const DESCRIPTION_LENGTH = 200;
const LISTS: Readonly<Record<string, string>> = { people: "People", shows: "Shows", search: "Search" };

/** The head of a list, or of the search. */
export function listHead(place: PlaceOfPage, list: string): PageHead {
  return plainHead(place, `${LISTS[list] ?? "Nonstop"} · Nonstop`);
}

/** The head of the page of a person or a show. */
export function namedHead(place: PlaceOfPage, named: Named): PageHead {
  const head = plainHead(place, `${named.title} · Nonstop`);
  const words = Array.from(named.words ?? "")
    .slice(0, DESCRIPTION_LENGTH)
    .join("");
  return {
    ...head,
    description: words || head.description,
    image: named.picture === undefined ? head.image : place.origin + named.picture,
  };
}
