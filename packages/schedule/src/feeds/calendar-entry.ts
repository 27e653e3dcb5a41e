import type { GuideEntry } from "@nonstop/contract/guide";
import type { Second } from "@nonstop/contract/time";

/** What calendars are told of one part of an airing: an airing that another one interrupts has several, counted from 1. */
export type CalendarEntry = {
  part: number;
  /** As it was told last. */
  entry: GuideEntry;
  /** Goes up when its times change, and when it is cancelled or comes back (RFC 5546, 2.1.4). */
  sequence: number;
  /** When any of it changed last. */
  changedAt: Second;
  /** Since when it is no longer planned. */
  cancelledAt?: Second | undefined;
};

/**
 * What calendars are to be told now that the guide has these entries: `known` is what they were told. Answers what changed
 * alone. `entries` hold all that ends after `from`; what ended before is past, and not cancelled.
 */
export function calendarChanges(
  known: readonly CalendarEntry[],
  entries: readonly GuideEntry[],
  { from, now }: { from: Second; now: Second },
): CalendarEntry[] {
  const before = new Map(known.map((one) => [calendarKey(one), one]));
  const changed: CalendarEntry[] = [];
  const standing = new Set<string>();
  for (const one of partsOf(entries)) {
    const key = calendarKey(one);
    standing.add(key);
    const told = before.get(key);
    const next = toldAnew(told, one, now);
    if (next !== undefined) changed.push(next);
  }
  for (const told of known) {
    const isGone = !standing.has(calendarKey(told)) && told.entry.end > from;
    if (isGone && told.cancelledAt === undefined)
      changed.push({ ...told, sequence: told.sequence + 1, changedAt: now, cancelledAt: now });
  }
  return changed;
}

/** The name of one part of an airing. */
export function calendarKey({ entry, part }: Pick<CalendarEntry, "entry" | "part">): string {
  return `${entry.airing} ${part}`;
}

function toldAnew(
  told: CalendarEntry | undefined,
  { entry, part }: Pick<CalendarEntry, "entry" | "part">,
  now: Second,
): CalendarEntry | undefined {
  if (told === undefined) return { part, entry, sequence: 0, changedAt: now };
  const isBack = told.cancelledAt !== undefined;
  if (!isBack && JSON.stringify(told.entry) === JSON.stringify(entry)) return undefined;
  const isMoved = told.entry.start !== entry.start || told.entry.end !== entry.end;
  return { part, entry, sequence: told.sequence + (isMoved || isBack ? 1 : 0), changedAt: now };
}

function partsOf(entries: readonly GuideEntry[]): Pick<CalendarEntry, "entry" | "part">[] {
  const counts = new Map<string, number>();
  return entries
    .toSorted((a, b) => a.start - b.start)
    .map((entry) => {
      const part = (counts.get(entry.airing) ?? 0) + 1;
      counts.set(entry.airing, part);
      return { entry, part };
    });
}
