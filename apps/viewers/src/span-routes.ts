import { CATCH_UP_DAYS, MAX_CATCH_UP_SECONDS } from "@nonstop/contract/catch-up";
import { routes } from "@nonstop/contract/routes";
import { secondOf } from "@nonstop/contract/time";
import { channelByName, unknownChannel } from "@nonstop/door/channel-of";
import { clock } from "@nonstop/door/clock";
import { mediaInBounds } from "@nonstop/door/rate-limits";
import { refusal } from "@nonstop/door/refusal";
import { houseOf } from "@nonstop/house/house";
import { housePlaylist } from "@nonstop/house/house-playlist";
import { segmentOfSecond } from "@nonstop/media/lattice";
import { vodPlaylist } from "@nonstop/media/playlist";
import { Hono, type Context } from "hono";
import { cors } from "hono/cors";
import type { Bound } from "./env.ts";
import { canonicalAddress } from "./canonical-address.ts";
import { ChannelReads } from "./channel-reads.ts";
import { lostSegments } from "./lost-segments.ts";
import { houseAt, mediaPlaces } from "./media-places.ts";
import { playlist } from "./playlist-answer.ts";

const DAY_SECONDS = 86_400;
/** What is lost is looked up by such spans, whatever span is asked for, so that a made-up span costs no look-up of its own. */
const LOOKED_UP_SECONDS = 3600;

/**
 * What a channel aired from one second to another, whatever that was: the catch-up of IPTV players, which know a programme by
 * its times. A span that is not over ends with what is listed now.
 */
export function spanRoutes(): Hono<Bound> {
  const app = new Hono<Bound>();
  for (const { pattern } of [routes.span, routes.spanRendition]) {
    app.use(pattern, cors({ origin: "*", allowMethods: ["GET", "HEAD", "OPTIONS"] }));
    app.use(pattern, mediaInBounds, canonicalAddress);
  }
  app.get(routes.span.pattern, (c) => span(c, undefined));
  app.get(routes.spanRendition.pattern, (c) => span(c, c.req.param("rendition")));
  return app;
}

async function span(c: Context<Bound>, rendition: string | undefined): Promise<Response> {
  const name = c.req.param("channel") ?? "";
  const refused = unknownChannel(c.env, name);
  if (refused !== undefined) return refused;
  const asked = c.req.param("span") ?? "";
  const [from = 0, wished = 0] = asked.replace(".m3u8", "").split("-").map(Number);
  const now = secondOf(clock.nowMs());
  if (
    wished <= from ||
    wished - from > MAX_CATCH_UP_SECONDS ||
    from < now - (CATCH_UP_DAYS + 1) * DAY_SECONDS
  )
    return noSpan(
      `A span is at most ${MAX_CATCH_UP_SECONDS / 3600} hours long and ${CATCH_UP_DAYS} days old.`,
      3600,
    );
  if (from > now) return refusal(404, "not-yet", "That has not aired.", { cacheSeconds: 1 });
  const channel = new ChannelReads(name, channelByName(c.env, name));
  const listed = await channel.listed();
  if (listed.kind !== "window") return refusal(503, "not-in-time", "The channel does not answer just now.");
  const to = Math.min(wished, listed.to);
  const ended = to === wished;
  if (segmentOfSecond(to) <= segmentOfSecond(from) && !ended)
    return refusal(404, "not-yet", "That has only just begun.", {
      cure: "Try again in a few seconds.",
      cacheSeconds: 1,
    });
  const houses = await channel.houses();
  const house = (await houseAt(c.env, houses, to - 1)) ?? houseOf(c.env);
  const cacheControl = ended ? "public, max-age=300" : "public, max-age=4";
  const gaps = await lostIn(c, channel, { channel: name, houses, from, to });
  if (gaps.size > segmentOfSecond(to - 1) - segmentOfSecond(from))
    return noSpan("Nothing of that time is kept.", 60);
  if (rendition === undefined) return playlist(c, housePlaylist(house, `${from}-${wished}/`), cacheControl);
  if (!house.renditions.includes(rendition)) return noSpan("The channel has no such rendition.", 3600);
  const range = { from, to };
  const prefixOf = (other: string, version: string): string => `/live/${name}/${other}/${version}/`;
  const places = await mediaPlaces(c.env, { house, rendition, houses, range, prefixOf });
  const audio = rendition === house.format.audio.id;
  const breaks = await channel.breaks(range);
  return playlist(c, vodPlaylist({ ...range, audio, places, gaps, breaks, ended }), cacheControl);
}

type Aired = Parameters<typeof lostSegments>[2];

async function lostIn(c: Context<Bound>, channel: ChannelReads, aired: Aired): Promise<ReadonlySet<number>> {
  const lost = new Set<number>();
  const first = aired.from - (aired.from % LOOKED_UP_SECONDS);
  for (let from = first; from < aired.to; from += LOOKED_UP_SECONDS) {
    const part = { ...aired, from, to: from + LOOKED_UP_SECONDS };
    for (const segment of await lostSegments(c.env, channel, part)) lost.add(segment);
  }
  const [least, most] = [segmentOfSecond(aired.from), segmentOfSecond(aired.to - 1)];
  return new Set([...lost].filter((segment) => segment >= least && segment <= most));
}

function noSpan(message: string, cacheSeconds: number): Response {
  return refusal(404, "no-replay", message, {
    cure: "Read /replay/{channel}/{from}-{to}.m3u8 with Unix seconds.",
    cacheSeconds,
  });
}
