import type { JSX } from "preact";
import type { ProgrammeAiring } from "@nonstop/contract/guide";
import type { AiringId } from "@nonstop/contract/names";
import { nowSecond } from "../feed/clock.ts";
import { shownZone } from "../feed/zone.ts";
import { clockLabel, dateLabel } from "../time/zone-day.ts";

/** All airings of a programme, each a way to its page. `shown` is the one whose page this is. */
export function Airings({
  airings,
  shown,
}: {
  airings: readonly ProgrammeAiring[];
  shown: AiringId;
}): JSX.Element {
  const zone = shownZone.value;
  return (
    <section class="airings" aria-labelledby="airings">
      <h2 id="airings">All airings</h2>
      <ul>
        {airings.map(({ airing, slug, start, end, repeatOf }) => (
          <li key={start}>
            <a href={`/schedule/${slug}`} aria-current={airing === shown ? "page" : undefined}>
              {dateLabel(start, zone)}
              <span>
                {clockLabel(start, zone)} to {clockLabel(end, zone)}
                {repeatOf !== undefined && ", repeat"}
                {start <= nowSecond.value && nowSecond.value < end && ", on now"}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
