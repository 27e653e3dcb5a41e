import type { AnnouncedOnAir, News } from "@nonstop/contract/announcement";
import { present } from "@nonstop/contract/present";
import type { Item, Rundown } from "@nonstop/contract/rundown";
import type { Second } from "@nonstop/contract/time";
import { itemAt } from "../item-at.ts";

/** What a second that aired was, as far as announcements go. */
export type AiredSecond = {
  second: Second;
  airing?: string | undefined;
  title?: string | undefined;
  itemKind?: Item["kind"] | undefined;
};

/** The title of whatever fills the time between two programmes. */
const BETWEEN = "Between programmes";

/**
 * The news that another programme is on air since the last one that was `told`: undefined while it is the same. The fillers between
 * two programmes are one, and a programme that a fault interrupts goes on.
 */
export function onAirNews(
  told: AnnouncedOnAir | undefined,
  aired: AiredSecond,
  o: { channel: string; rundown: Rundown | undefined; pageOf: (airing: string) => string | undefined },
): Extract<News, { type: "on-air.changed" }> | undefined {
  const { airing, second } = aired;
  const kind = aired.itemKind ?? (airing === undefined ? "slate" : "live");
  const title = airing === undefined ? BETWEEN : (aired.title ?? airing);
  const before = told?.airing;
  if (told !== undefined && before === airing && (airing === undefined || told.title === title))
    return undefined;
  const item = o.rundown === undefined ? undefined : itemAt(o.rundown, second);
  const isPlanned = airing !== undefined && item?.airing === airing;
  return {
    type: "on-air.changed",
    data: {
      channel: o.channel,
      kind,
      title,
      since: isPlanned ? item.start : second,
      ...present({
        airing,
        end: isPlanned ? item.end : undefined,
        page: airing === undefined ? undefined : o.pageOf(airing),
      }),
    },
  };
}
