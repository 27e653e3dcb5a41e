import { CATCH_UP_DAYS } from "@nonstop/contract/catch-up";
import { routes } from "@nonstop/contract/routes";
import { broadcastId, type FeedStation } from "./guide-feed.ts";

/** What Kodi's player is to be: the one that can seek in what has aired. To other players these lines are comments. */
const KODI = [
  "#KODIPROP:inputstream=inputstream.adaptive",
  "#KODIPROP:inputstream.adaptive.manifest_type=hls",
  "#KODIPROP:mimetype=application/vnd.apple.mpegurl",
];

/**
 * The channel as an M3U list that IPTV players read, with the address of its XMLTV guide. What has aired is found by its time, so
 * any programme of the guide can be caught up on, and what ran between programmes: the player puts Unix seconds for `{utc}`
 * and `{utcend}`.
 */
export function channelList(station: FeedStation): string {
  const { channel, origin } = station;
  const guide = origin + routes.epg(channel, "xml");
  const name = attributeText(station.name);
  const attributes = {
    "tvg-id": broadcastId(station),
    "tvg-name": name,
    "tvg-chno": "1",
    "tvg-logo": `${origin}/logo.png`,
    "group-title": "Nonstop",
    catchup: "default",
    "catchup-days": String(CATCH_UP_DAYS),
    "catchup-source": `${origin}/epg/${channel}/{utc}-{utcend}.m3u8`,
  };
  const written = Object.entries(attributes).map(([key, value]) => `${key}="${value}"`);
  return [
    `#EXTM3U url-tvg="${guide}" x-tvg-url="${guide}"`,
    ...KODI,
    `#EXTINF:-1 ${written.join(" ")},${name}`,
    origin + routes.multivariant(channel),
    "",
  ].join("\n");
}

// Attributes have no escapes, a line is a line, and the name begins after the last comma.
function attributeText(text: string): string {
  return text.replaceAll(/[",\s]+/g, " ").trim();
}
