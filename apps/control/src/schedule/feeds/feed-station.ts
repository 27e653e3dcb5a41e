import type { FeedStation } from "@nonstop/schedule/feeds/guide-feed";
import type { Context } from "hono";
import type { Env } from "../../env.ts";
import { settingsOf } from "../../settings.ts";

export const FEED_CACHE = "public, max-age=60";

/** The station as the feeds of a channel name it. */
export function feedStation(c: Context<{ Bindings: Env }>, channel: string): FeedStation {
  const origin = new URL(settingsOf(c.env).publicUrl || c.req.url).origin;
  return { channel, name: `Nonstop ${channel}`, origin };
}
