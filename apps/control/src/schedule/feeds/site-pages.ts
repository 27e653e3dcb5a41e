import type { CalendarEntry } from "@nonstop/schedule/calendar-entry";
import { programmePage } from "@nonstop/schedule/guide-feed";
import type { SitePage } from "@nonstop/schedule/sitemap";

/** The pages of the site that stay: the channel's, the guide, and those of the programmes in it. */
export function pagesOf(calendar: readonly CalendarEntry[], origin: string): SitePage[] {
  const changes = new Map<string, number>();
  for (const { entry, changedAt, cancelledAt } of calendar) {
    if (cancelledAt !== undefined) continue;
    const url = programmePage(origin, entry.slug);
    changes.set(url, Math.max(changedAt, changes.get(url) ?? 0));
  }
  const programmes = [...changes].map(([url, changedAt]) => ({ url, changedAt }));
  return [{ url: `${origin}/` }, { url: `${origin}/schedule` }, ...programmes];
}
