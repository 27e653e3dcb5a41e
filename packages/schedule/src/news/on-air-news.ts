import type { AnnouncedOnAir, News } from "@nonstop/contract/announcement";
import { present } from "@nonstop/contract/present";
import type { AiredRole, Item, Rundown } from "@nonstop/contract/rundown";
import type { Second } from "@nonstop/contract/time";
import { itemAt } from "../item-at.ts";

/** What a second that aired was, as far as announcements go. */
export type AiredSecond = {
  second: Second;
  airing?: string | undefined;
  title?: string | undefined;
  itemKind?: Item["kind"] | undefined;
  role?: AiredRole | undefined;
};

/** The title of whatever fills the time between two programmes. */
const BETWEEN = "Between programmes";

/**
 * The news that another programme is on air since the last one that was `told`: undefined while it is the same. The fillers between
 * two programmes are one; a programme goes on in its breaks, and when a fault interrupts it.
 */
export function onAirNews(
  told: AnnouncedOnAir | undefined,
  aired: AiredSecond,
  o: { channel: string; rundown: Rundown | undefined; pageOf: (airing: string) => string | undefined },
): Extract<News, { type: "on-air.changed" }> | undefined {
  const { airing, second } = aired;
  const goesOn = told !== undefined && (told.airing === airing || aired.role === "break");
  if (goesOn) return undefined;
  const kind = aired.itemKind ?? (airing === undefined ? "slate" : "live");
  const item = o.rundown === undefined ? undefined : itemAt(o.rundown, second);
  const isPlanned = airing !== undefined && item?.airing === airing;
  const parts = isPlanned ? (o.rundown?.items ?? []).filter((each) => each.airing === airing) : [];
  // Of a block the pieces have titles of their own.
  const title =
    airing === undefined ? BETWEEN : ((isPlanned ? item.programme : undefined) ?? aired.title ?? airing);
  return {
    type: "on-air.changed",
    data: {
      channel: o.channel,
      kind,
      title,
      since: parts[0]?.start ?? second,
      ...present({
        airing,
        end: parts.at(-1)?.end,
        page: airing === undefined ? undefined : o.pageOf(airing),
      }),
    },
  };
}
