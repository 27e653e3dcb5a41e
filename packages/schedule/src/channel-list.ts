import { routes } from "@nonstop/contract/routes";
import type { GuideFeed } from "./guide-feed.ts";

/** The channel as an M3U list that IPTV players read, with the address of its XMLTV guide. */
export function channelList({ channel, name, origin }: Omit<GuideFeed, "entries">): string {
  const guide = origin + routes.epg(channel, "xml");
  // Attributes have no escapes, and a line is a line.
  const title = name.replaceAll(/["\s]+/g, " ").trim();
  return [
    `#EXTM3U url-tvg="${guide}" x-tvg-url="${guide}"`,
    `#EXTINF:-1 tvg-id="${channel}" tvg-name="${title}",${title}`,
    origin + routes.multivariant(channel),
    "",
  ].join("\n");
}
