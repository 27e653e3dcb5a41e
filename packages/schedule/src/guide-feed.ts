import type { ChannelId } from "@nonstop/contract/names";
import type { GuideEntry } from "@nonstop/contract/guide";

/** What a feed of the guide is written from. */
export type GuideFeed = {
  channel: ChannelId;
  /** The channel's name as its audience reads it. */
  name: string;
  /** Origin of the station's site, without a slash at its end: `https://tv.example`. */
  origin: string;
  entries: readonly GuideEntry[];
};

/** The address of a programme's page. */
export function programmePage(origin: string, slug: string): string {
  return `${origin}/schedule/${encodeURIComponent(slug)}`;
}
