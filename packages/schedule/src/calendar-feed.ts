import type { Second } from "@nonstop/contract/time";
import { airingLines, calendarText, escapedText } from "./calendar-lines.ts";
import type { GuideFeed } from "./guide-feed.ts";

/** The guide as an iCalendar feed to subscribe to. `madeAt` is now, in Unix seconds. */
export function calendarFeed({ name, origin, entries }: GuideFeed, madeAt: Second): string {
  return calendarText([
    "METHOD:PUBLISH",
    `X-WR-CALNAME:${escapedText(name)}`,
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    // A guide keeps nobody from being asked for something else.
    ...entries.flatMap((entry) => airingLines(entry, { origin, madeAt }, { line: "TRANSP:TRANSPARENT" })),
  ]);
}
