import type { JSX } from "preact";
import type { GuideEntry } from "@nonstop/contract/guide";
import { nowSecond } from "../feed/clock.ts";
import { shownZone } from "../feed/zone.ts";
import { clockLabel, dateLabel, zoneLabel } from "../time/zone-day.ts";

/** What is to come and what was, each the way to its page, where what was can be watched again. */
export function AiringLists({
  coming,
  past,
}: {
  coming: readonly GuideEntry[];
  past: readonly GuideEntry[];
}): JSX.Element {
  return (
    <>
      <AiringList heading="Coming" entries={coming} empty="Nothing is planned just now." />
      {past.length > 0 && <AiringList heading="Watch again" entries={past} empty="" />}
    </>
  );
}

export function AiringList(o: {
  heading: string;
  entries: readonly GuideEntry[];
  empty: string;
}): JSX.Element {
  const zone = shownZone.value;
  const id = o.heading.toLowerCase().replaceAll(" ", "-");
  const now = nowSecond.value;
  return (
    <section class="airing-list" aria-labelledby={id}>
      <h2 id={id}>
        {o.heading} <small>{zoneLabel(zone, now)}</small>
      </h2>
      {o.entries.length === 0 && <p class="quiet">{o.empty}</p>}
      <ul>
        {o.entries.map(({ airing, slug, title, start, end }) => (
          <li key={`${airing} ${start}`}>
            <a href={`/schedule/${slug}`}>
              <span class="when">
                {dateLabel(start, zone)}, {clockLabel(start, zone)}
              </span>
              <bdi>{title}</bdi>
              {start <= now && now < end && (
                <span class="on">
                  <i class="tally" aria-hidden="true" /> on now
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
