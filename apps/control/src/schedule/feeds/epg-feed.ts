import { CATCH_UP_DAYS } from "@nonstop/contract/catch-up";
import { routes } from "@nonstop/contract/routes";
import { secondOf } from "@nonstop/contract/time";
import { catchUpSpan } from "@nonstop/schedule/feeds/catch-up";
import { channelList } from "@nonstop/schedule/feeds/channel-list";
import { xmltv } from "@nonstop/schedule/feeds/xmltv";
import type { Handler } from "hono";
import { clock } from "@nonstop/door/clock";
import { unknownChannel } from "@nonstop/door/channel-of";
import { refusal } from "@nonstop/door/refusal";
import type { Env } from "../../env.ts";
import { calendarAnswer } from "./calendar-answer.ts";
import { FEED_CACHE, feedStation } from "./feed-station.ts";
import { feedAnswer } from "./feed-answer.ts";
import { readTelevisionGuide } from "./read-feed.ts";

const DAY_SECONDS = 86_400;
const DAYS_AHEAD = 14;

/** `GET /epg/{channel}.xml|ics|m3u`: the guide for set-top boxes, calendars and IPTV players. */
export const epgFeed: Handler<{ Bindings: Env }> = async (c) => {
  const [, channel = "", format = ""] = /^([^.]+)\.(xml|ics|m3u)$/.exec(c.req.param("feed") ?? "") ?? [];
  if (format === "")
    return refusal(404, "no-such-path", "The guide is not written in that format.", {
      cure: "Ask for {channel}.xml (XMLTV), {channel}.ics (iCalendar) or {channel}.m3u.",
    });
  const refused = unknownChannel(c.env, channel);
  if (refused !== undefined) return refused;
  const station = feedStation(c, channel);
  if (format === "ics") return calendarAnswer(c, { channel, name: station.name, wanted: () => true });
  const isGuide = format === "xml";
  return feedAnswer(c.req.raw, {
    text: isGuide ? await guideOf(c.env, station) : channelList(station),
    type: isGuide ? "application/xml; charset=utf-8" : "audio/x-mpegurl; charset=utf-8",
    cacheControl: FEED_CACHE,
  });
};

/** `GET /epg/{channel}/{from}-{to}.m3u8`: leads to what aired then, of a programme to all of it. */
export const catchUp: Handler<{ Bindings: Env }> = async (c) => {
  const channel = c.req.param("channel") ?? "";
  const refused = unknownChannel(c.env, channel);
  if (refused !== undefined) return refused;
  const [from = 0, to = 0] = (c.req.param("span") ?? "").replace(".m3u8", "").split("-").map(Number);
  const { slots } = await readTelevisionGuide(c.env, channel, guideWindow());
  const shown = catchUpSpan(slots, { from, to });
  return new Response(null, {
    status: 302,
    headers: { location: routes.span(channel, shown.from, shown.to), "cache-control": FEED_CACHE },
  });
};

// It moves by whole days, so that it changes with the guide and not with the clock.
function guideWindow(): { from: number; to: number } {
  const now = secondOf(clock.nowMs());
  const today = now - (now % DAY_SECONDS);
  return { from: today - CATCH_UP_DAYS * DAY_SECONDS, to: today + (1 + DAYS_AHEAD) * DAY_SECONDS };
}

async function guideOf(env: Env, station: ReturnType<typeof feedStation>): Promise<string> {
  const { slots, firstShown } = await readTelevisionGuide(env, station.channel, guideWindow());
  return xmltv({ ...station, slots }, firstShown);
}
