import type { Second } from "@nonstop/contract/time";
import type { GuideEntry } from "@nonstop/contract/guide";
import { airingLines, calendarText } from "./calendar-lines.ts";
import { programmePage } from "./guide-feed.ts";

/** One programme as an iCalendar file, for a calendar that may show no more of it than its words: they name its page. */
export function calendarFile(entry: GuideEntry, origin: string, madeAt: Second): string {
  const words = programmePage(origin, entry.slug);
  return calendarText(airingLines(entry, { origin, madeAt }, { words }));
}
