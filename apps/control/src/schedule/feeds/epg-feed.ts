import { secondOf } from "@nonstop/contract/time";
import { calendarFeed } from "@nonstop/schedule/calendar-feed";
import { channelList } from "@nonstop/schedule/channel-list";
import type { GuideFeed } from "@nonstop/schedule/guide-feed";
import { xmltv } from "@nonstop/schedule/xmltv";
import type { Handler } from "hono";
import { clock } from "@nonstop/door/clock";
import { unknownChannel } from "@nonstop/door/channel-of";
import type { Env } from "../../env.ts";
import { settingsOf } from "../../settings.ts";
import { readGuide } from "../guide/read-guide.ts";

const DAY_SECONDS = 86_400;
/** Yesterday, for boxes west of us and replay, and what is planned for the next two weeks. */
const WINDOW_DAYS = { back: 1, ahead: 14 } as const;

const MIME: Readonly<Record<string, string>> = {
  xml: "application/xml; charset=utf-8",
  ics: "text/calendar; charset=utf-8",
  m3u: "audio/x-mpegurl; charset=utf-8",
};

/** `GET /epg/{channel}.xml|ics|m3u`: the guide for set-top boxes, calendars and IPTV players. */
export const epgFeed: Handler<{ Bindings: Env }> = async (c, next) => {
  const [, channel = "", format = ""] = /^([^.]+)\.(xml|ics|m3u)$/.exec(c.req.param("feed") ?? "") ?? [];
  const type = MIME[format];
  if (type === undefined) return next();
  const refused = unknownChannel(c.env, channel);
  if (refused !== undefined) return refused;
  const origin = new URL(settingsOf(c.env).publicUrl || c.req.url).origin;
  const text = await feedOf(format, { env: c.env, channel, origin });
  return new Response(text, {
    headers: {
      "content-type": type,
      "cache-control": "public, max-age=60",
      "x-content-type-options": "nosniff",
    },
  });
};

async function feedOf(
  format: string,
  { env, channel, origin }: { env: Env; channel: string; origin: string },
): Promise<string> {
  const station = { channel, name: `Nonstop ${channel}`, origin };
  if (format === "m3u") return channelList(station);
  const now = secondOf(clock.nowMs());
  const today = now - (now % DAY_SECONDS);
  const { entries } = await readGuide(env, channel, {
    from: today - WINDOW_DAYS.back * DAY_SECONDS,
    to: today + WINDOW_DAYS.ahead * DAY_SECONDS,
  });
  const feed: GuideFeed = { ...station, entries };
  return format === "xml" ? xmltv(feed) : calendarFeed(feed, now);
}
