import type { ShelfEntry } from "@nonstop/contract/shelf";
import type { CalendarEntry } from "@nonstop/schedule/feeds/calendar-entry";
import { personPage, programmePage, showPage } from "@nonstop/schedule/feeds/page-addresses";
import type { SitePage } from "@nonstop/schedule/feeds/sitemap";
import type { Directory } from "../directory/directory.ts";

/** The pages that list others. */
const LISTS = ["/", "/schedule", "/shows", "/people", "/replays"];

/** The pages of the site that stay: the lists, the programmes of the guide, all shows and people, and the favourites of the shelf. */
export function pagesOf(
  calendar: readonly CalendarEntry[],
  { people, shows }: Pick<Directory, "people" | "shows">,
  shelf: readonly ShelfEntry[],
  origin: string,
): SitePage[] {
  const changes = new Map<string, number>();
  for (const { entry, changedAt, cancelledAt } of calendar) {
    if (cancelledAt !== undefined) continue;
    const url = programmePage(origin, entry.slug);
    changes.set(url, Math.max(changedAt, changes.get(url) ?? 0));
  }
  const programmes = [...changes].map(([url, changedAt]) => ({ url, changedAt }));
  const named = [
    ...LISTS.map((path) => origin + path),
    ...shows.map(({ slug }) => showPage(origin, slug)),
    ...people.map(({ slug }) => personPage(origin, slug)),
    ...shelf.flatMap((entry) => (entry.kind === "favourite" ? [`${origin}/replays/${entry.slug}`] : [])),
  ];
  return [...named.map((url) => ({ url })), ...programmes];
}
