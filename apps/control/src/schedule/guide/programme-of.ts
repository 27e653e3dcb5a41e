import type { GuideEntry } from "@nonstop/contract/guide";

/** Of all airings of a programme, the one its page is about: on now, else the next, else the last. Seconds. */
export function programmeOf(
  entries: readonly GuideEntry[],
  slug: string,
  now: number,
): GuideEntry | undefined {
  const airings = entries.filter((entry) => entry.slug === slug).sort((a, b) => a.start - b.start);
  return airings.find((entry) => entry.end > now) ?? airings.at(-1);
}
