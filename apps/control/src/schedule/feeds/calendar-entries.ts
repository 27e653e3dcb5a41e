import { GuideEntry } from "@nonstop/contract/guide";
import type { Second } from "@nonstop/contract/time";
import { calendarChanges, type CalendarEntry, calendarKey } from "@nonstop/schedule/feeds/calendar-entry";
import { z } from "zod";
import { log } from "@nonstop/door/log";

const DAY_SECONDS = 86_400;
/** What is over is forgotten with its event. */
const KEPT_SECONDS = 30 * DAY_SECONDS;
/** A calendar that is read once a week still hears that a programme is cancelled. */
const CANCELLED_SECONDS = 14 * DAY_SECONDS;

const Row = z.object({
  part: z.int().positive(),
  entry: GuideEntry,
  sequence: z.int().min(0),
  changedAt: z.int(),
  cancelledAt: z.int().optional(),
});

/**
 * What calendars are told of each airing. It is kept, because a calendar knows a change by a sequence that only goes up, and
 * that something is cancelled by being told so.
 */
export class CalendarEntries {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /**
   * What calendars are to be told at second `now`, by start. `entries` hold all of the guide that ends after `from`. What was
   * cancelled is told for two weeks.
   */
  told(entries: readonly GuideEntry[], { from, now }: { from: Second; now: Second }): CalendarEntry[] {
    this.#sql.exec(`DELETE FROM calendar_entry WHERE end_second < ?`, now - KEPT_SECONDS);
    const known = new Map(this.#all().map((one) => [calendarKey(one), one]));
    // Parsed, so that it is compared member by member with what was kept.
    const standing = entries.map((entry) => GuideEntry.parse(entry));
    for (const one of calendarChanges([...known.values()], standing, { from, now })) {
      known.set(calendarKey(one), one);
      this.#write(one);
    }
    return [...known.values()]
      .filter(
        ({ entry, cancelledAt }) =>
          entry.end > from && (cancelledAt === undefined || cancelledAt > now - CANCELLED_SECONDS),
      )
      .toSorted((a, b) => a.entry.start - b.entry.start || (calendarKey(a) < calendarKey(b) ? -1 : 1));
  }

  #all(): CalendarEntry[] {
    return [...this.#sql.exec<{ body: string }>(`SELECT body FROM calendar_entry`)].flatMap(({ body }) => {
      const row = Row.safeParse(JSON.parse(body));
      if (!row.success) log("calendar-entry-unreadable", { body: body.slice(0, 100) });
      return row.success ? [row.data] : [];
    });
  }

  #write(one: CalendarEntry): void {
    this.#sql.exec(
      `INSERT OR REPLACE INTO calendar_entry (airing, part, end_second, body) VALUES (?, ?, ?, ?)`,
      one.entry.airing,
      one.part,
      one.entry.end,
      JSON.stringify(one),
    );
  }
}
