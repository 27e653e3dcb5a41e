import { Hono, type Context } from "hono";
import { cors } from "hono/cors";
import { AiringId } from "@nonstop/contract/names";
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
import { lostSegments } from "./lost-segments.ts";
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
  const house = houseOf(c.env);
  if (
    !AiringId.safeParse(airing).success ||
    (rendition !== undefined && !house.renditions.includes(rendition))
  )
    return refusal(404, "no-replay", "There is no such replay.", {
      cure: "Read /replay/{airing}.m3u8.",
      cacheSeconds: 3600,
    });
  const channel = new ChannelReads(firstChannel(c.env), channelOf(c));
  const showing = await channel.showing(airing);
  if (showing.kind === "never-aired") {
    return refusal(404, "never-aired", "That programme has not aired.", {
      field: "airing",
      cure: "The guide says when it will.",
      cacheSeconds: 5,
    });
  }
  const { span, edge } = showing;
  const ended = span.to + ENDED_AFTER_SECONDS < clock.nowMs() / 1000;
  const cacheControl = ended ? "public, max-age=300" : "public, max-age=4";
  if (!ended && firstWholeSegmentEnd(span.from) > Math.min(span.to, edge)) {
    return refusal(404, "not-yet", "That programme has only just begun.", {
      cure: "Try again in a few seconds.",
      cacheSeconds: 1,
    });
  }
  if (rendition === undefined) return playlist(c, housePlaylist(house, `${airing}/`), cacheControl);
  const to = Math.min(span.to, edge);
  const gaps = await lostSegments(c.env, channel, {
    channel: firstChannel(c.env),
    renditions: house.renditions,
    from: segmentOfSecond(span.from),
    to: segmentOfSecond(to - 1) + 1,
  });
  const text = vodPlaylist({
    audio: rendition === house.format.audio.id,
    from: span.from,
    to,
    places: [{ from: 0, prefix: `/live/${firstChannel(c.env)}/${rendition}/` }],
    gaps,
    ended,
  });
  return playlist(c, text, cacheControl);
}
