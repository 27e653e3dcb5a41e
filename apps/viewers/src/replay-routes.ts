import { Hono, type Context } from "hono";
import { cors } from "hono/cors";
import { AiringId, RenditionId } from "@nonstop/contract/names";
import { firstSecondOfSegment, segmentOfSecond } from "@nonstop/media/lattice";
import { vodPlaylist } from "@nonstop/media/playlist";
import { channelOf, firstChannel } from "@nonstop/door/channel-of";
import type { Bound } from "./env.ts";
import { canonicalAddress } from "./canonical-address.ts";
import { ChannelReads } from "./channel-reads.ts";
import { clock } from "@nonstop/door/clock";
import { mediaInBounds } from "@nonstop/door/rate-limits";
import { houseOf } from "@nonstop/house/house";
import { housePlaylist } from "@nonstop/house/house-playlist";
import { isAiringShown } from "./shown-to-viewers.ts";
import { lostSegments } from "./lost-segments.ts";
import { houseAt, mediaPlaces } from "./media-places.ts";
import { playlist } from "./playlist-answer.ts";
import { refusal } from "@nonstop/door/refusal";
import { routes } from "@nonstop/contract/routes";

/** A showing is over when nothing of it has aired for this long. */
const ENDED_AFTER_SECONDS = 60;

/** The end of the segment that holds a second. There is nothing to list before it. */
function firstWholeSegmentEnd(second: number): number {
  return firstSecondOfSegment(segmentOfSecond(second) + 1);
}

/** Replays of what has aired. Their playlists list the segments that are already stored. */
export function replayRoutes(): Hono<Bound> {
  const app = new Hono<Bound>();
  app.use("/replay/*", cors({ origin: "*", allowMethods: ["GET", "HEAD", "OPTIONS"] }));
  app.use("/replay/*", mediaInBounds, canonicalAddress);
  app.get(routes.replay.pattern, async (c) => {
    const file = c.req.param("file");
    const media = /^([^/]+)\/([^/]+)\/index\.m3u8$/.exec(file);
    if (media !== null) return replay(c, media[1] ?? "", media[2]);
    return replay(c, file.slice(0, -".m3u8".length), undefined);
  });
  return app;
}

async function replay(c: Context<Bound>, airing: string, rendition: string | undefined): Promise<Response> {
  const isNamed = rendition === undefined || RenditionId.safeParse(rendition).success;
  if (!AiringId.safeParse(airing).success || !isNamed) return noReplay();
  const name = firstChannel(c.env);
  if (!(await isAiringShown(c.env, name, airing)))
    return refusal(404, "no-replay", "That programme may not be shown now.", {
      cure: "The shelf at /api/v1/channels/main/shelf says what there is.",
      cacheSeconds: 2,
    });
  const channel = new ChannelReads(name, channelOf(c));
  const showing = await channel.showing(airing);
  if (showing.kind === "never-aired") {
    return refusal(404, "never-aired", "That programme has not aired.", {
      field: "airing",
      cure: "The guide says when it will.",
      cacheSeconds: 5,
    });
  }
  const { span, edge, houses } = showing;
  const ended = span.to + ENDED_AFTER_SECONDS < clock.nowMs() / 1000;
  const cacheControl = ended ? "public, max-age=300" : "public, max-age=4";
  if (!ended && firstWholeSegmentEnd(span.from) > Math.min(span.to, edge)) {
    return refusal(404, "not-yet", "That programme has only just begun.", {
      cure: "Try again in a few seconds.",
      cacheSeconds: 1,
    });
  }
  const to = Math.min(span.to, edge);
  // What it ended in is what it is offered in. Of what aired in an earlier format the nearest rendition is taken.
  const house = (await houseAt(c.env, houses, to - 1)) ?? houseOf(c.env);
  if (rendition === undefined) return playlist(c, housePlaylist(house, `${airing}/`), cacheControl);
  if (!house.renditions.includes(rendition)) return noReplay();
  const range = { from: span.from, to };
  const prefixOf = (other: string, version: string): string => `/live/${name}/${other}/${version}/`;
  const text = vodPlaylist({
    ...range,
    audio: rendition === house.format.audio.id,
    places: await mediaPlaces(c.env, { house, rendition, houses, range, prefixOf }),
    breaks: await channel.breaks(range),
    gaps: await lostSegments(c.env, channel, { channel: name, houses, ...range }),
    ended,
  });
  return playlist(c, text, cacheControl);
}

function noReplay(): Response {
  return refusal(404, "no-replay", "There is no such replay.", {
    cure: "Read /replay/{airing}.m3u8.",
    cacheSeconds: 3600,
  });
}
