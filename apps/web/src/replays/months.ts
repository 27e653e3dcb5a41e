import { wallParts } from "@nonstop/schedule/wall-time";

/** What happened in one month of a zone: `March 2027`. */
export type Month<T> = { name: string; entries: T[] };

/** Entries by the month of their second, in the order in which they come. Pure. */
export function byMonth<T extends { at: number }>(entries: readonly T[], zone: string): Month<T>[] {
  const months: Month<T>[] = [];
  for (const entry of entries) {
    const { month = "", year = "" } = wallParts(entry.at, zone);
    const name = `${month} ${year}`;
    const last = months.at(-1);
    if (last?.name === name) last.entries.push(entry);
    else months.push({ name, entries: [entry] });
  }
  return months;
}
