import type { GuideEntry } from "@nonstop/contract/guide";
import { linkedData, namedThings } from "@nonstop/schedule/feeds/linked-data";
import { plainHead, type PlaceOfPage } from "./heads.ts";
import type { PageHead } from "./page-head.ts";

/** Whose page it is: of `people` or `shows`. */
export type NamedPage = { list: string; name: string };
/** A person or a show, as a head tells of them. `picture` is a path of ours. */
export type Named = { title: string; words?: string; picture?: string; airings: readonly GuideEntry[] };

const DESCRIPTION_LENGTH = 200;
const LISTS: Readonly<Record<string, string>> = { people: "People", shows: "Shows", search: "Search" };

/** The head of a list, or of the search. */
export function listHead(place: PlaceOfPage, list: string): PageHead {
  return plainHead(place, `${LISTS[list] ?? "Nonstop"} · Nonstop`);
}

/** The head of the page of a person or a show. */
export function namedHead(place: PlaceOfPage, named: Named, page: NamedPage): PageHead {
  const head = plainHead(place, `${named.title} · Nonstop`);
  const words = Array.from(named.words ?? "")
    .slice(0, DESCRIPTION_LENGTH)
    .join("");
  return {
    ...head,
    description: words || head.description,
    image: named.picture === undefined ? head.image : place.origin + named.picture,
    alternates: [
      {
        type: "text/calendar",
        href: `${place.origin}/${page.list}/${page.name}.ics`,
        title: `${named.title}, for a calendar`,
      },
    ],
    linkedData: linkedData(
      namedThings(
        { ...named, list: page.list === "people" ? "people" : "shows", slug: page.name },
        named.airings,
        place,
      ),
    ),
  };
}
