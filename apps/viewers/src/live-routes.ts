import { Hono, type Context } from "hono";
import { cors } from "hono/cors";
import { segmentOfSecond } from "@nonstop/media/lattice";
import { mediaPlaylist } from "@nonstop/media/playlist";
import { channelOf, knownChannel } from "@nonstop/door/channel-of";
import type { Bound } from "./env.ts";
import type { HouseVersion } from "@nonstop/contract/names";
import { present } from "@nonstop/contract/present";
import { type House, houseOf } from "@nonstop/house/house";
import { housePlaylist } from "@nonstop/house/house-playlist";
import { mediaType } from "@nonstop/contract/media-keys";
import { MAX_SECOND } from "@nonstop/contract/time";
import { houseOfVersion } from "@nonstop/house/house-of-version";
import { segmentsWithoutHouse } from "./lost-segments.ts";
import { mediaPlaces } from "./media-places.ts";
import { playlist } from "./playlist-answer.ts";
import { readBlocking } from "./read-blocking.ts";
import { refusal } from "@nonstop/door/refusal";
import { wholeNumber } from "@nonstop/door/whole-number";
import { routes } from "@nonstop/contract/routes";
import { readSegment } from "./read-segment.ts";
import { canonicalAddress } from "./canonical-address.ts";
import { ChannelReads } from "./channel-reads.ts";
import { clock } from "@nonstop/door/clock";
import { mediaInBounds } from "@nonstop/door/rate-limits";
import { partPlace } from "./possible-reads.ts";
import { isolatePlaces, placeToWait } from "./waiting-places.ts";

const IMMUTABLE = "public, max-age=31536000, immutable";

/** What viewers read: playlists, init segments, parts and segments of a channel. */
export function liveRoutes(): Hono<Bound> {
  const app = new Hono<Bound>();
  app.use("/live/*", cors({ origin: "*", allowMethods: ["GET", "HEAD", "OPTIONS"], maxAge: 86_400 }));
  app.use("/live/*", mediaInBounds);
  app.use("/live/*", async (c, next) => {
    if (!["GET", "HEAD"].includes(c.req.method)) {
      const answer = refusal(405, "read-only", "Viewers only read.", { cure: "Use GET or HEAD." });
      answer.headers.set("allow", "GET, HEAD, OPTIONS");
      return answer;
    }
    return next();
  });
  app.use("/live/*", canonicalAddress);
  app.use("/live/:channel/*", knownChannel);

  app.get(routes.multivariant.pattern, (c) =>
    playlist(c, housePlaylist(houseOf(c.env)), "public, max-age=60"),
  );
  app.get(routes.mediaPlaylist.pattern, inPlace, (c) => inHouse(c, (house) => livePlaylist(c, house)));
  for (const path of [routes.versionInit.pattern, routes.liveInit.pattern])
    app.get(path, (c) => inHouse(c, (house) => init(c, house)));
  for (const path of [routes.versionPart.pattern, routes.livePart.pattern])
    app.get(path, inPlace, (c) => inHouse(c, (house) => part(c, house)));
  for (const path of [routes.versionSegment.pattern, routes.liveSegment.pattern])
    app.get(path, (c) => inHouse(c, (house) => segment(c, house)));
  return app;
}

const inPlace = placeToWait(isolatePlaces);

/** Answers from the house format that the address names, or from today's, if it has the rendition. */
async function inHouse(
  c: Context<Bound>,
  answer: (house: House) => Response | Promise<Response>,
): Promise<Response> {
  const version = versionOf(c);
  const house = version === undefined ? houseOf(c.env) : await namedHouse(c, version);
  const renditions = house?.renditions ?? [];
  if (house !== undefined && renditions.includes(c.req.param("rendition") ?? "")) return answer(house);
  return refusal(404, "unknown-rendition", "The channel has no such rendition.", {
    field: "rendition",
    cure: house === undefined ? "Read the playlist: it names them all." : `Known: ${renditions.join(", ")}.`,
    cacheSeconds: 60,
  });
}

// A version that the channel never aired in is nowhere looked for: anybody can make one up.
async function namedHouse(c: Context<Bound>, version: HouseVersion): Promise<House | undefined> {
  const isKnown = version === houseOf(c.env).version || (await readsOf(c).hasAiredIn(version));
  return isKnown ? houseOfVersion(c.env, version) : undefined;
}

function versionOf(c: Context<Bound>): HouseVersion | undefined {
  return c.req.param("version");
}

function readsOf(c: Context<Bound>): ChannelReads {
  return new ChannelReads(c.req.param("channel") ?? "", channelOf(c));
}

async function livePlaylist(c: Context<Bound>, house: House): Promise<Response> {
  const rendition = c.req.param("rendition") ?? "";
  const asked = readBlocking(c.req.query("_HLS_msn"), c.req.query("_HLS_part"));
  if (asked.kind === "bad")
    return refusal(400, "bad-directive", asked.message, { field: asked.field, cacheSeconds: 3600 });
  const listed = await readsOf(c).listed(asked.kind === "wait" ? asked.ask : undefined);
  if (listed.kind === "too-far") {
    return refusal(400, "too-far", "_HLS_msn: more than two segments after the newest one", {
      field: "_HLS_msn",
      cure: "Read the playlist without it: its last segment is the newest one.",
      cacheSeconds: 1,
    });
  }
  if (listed.kind === "not-in-time") {
    const detail = { cure: "Reload the playlist.", cacheSeconds: 1 };
    return refusal(503, "not-in-time", "The segment did not come in time.", detail);
  }
  const { renditions, format } = house;
  const { from, to, houses, breaks } = listed;
  const prefixOf = (other: string, version: string): string =>
    other === rendition ? `${version}/` : `../${other}/${version}/`;
  const text = mediaPlaylist({
    rendition,
    audio: rendition === format.audio.id,
    from,
    to,
    places: await mediaPlaces(c.env, { house, rendition, houses, range: { from, to }, prefixOf }),
    gaps: await segmentsWithoutHouse(c.env, { houses, from, to }),
    breaks,
    renditionReports: renditions.filter((other) => other !== rendition),
  });
  return playlist(c, text, asked.kind === "wait" ? "public, max-age=6" : "public, max-age=1");
}

function init(c: Context<Bound>, house: House): Response {
  const rendition = c.req.param("rendition") ?? "";
  const bytes = house.initSegment(rendition);
  if (bytes === undefined) return neverWas("init segment");
  // Without a version its name stays the same when the house format changes, so caches keep it for an hour only.
  return media(bytes, rendition, versionOf(c) === undefined ? "public, max-age=3600" : IMMUTABLE);
}

async function part(c: Context<Bound>, house: House): Promise<Response> {
  const rendition = c.req.param("rendition") ?? "";
  const second = numberOfFile(c.req.param("file"), MAX_SECOND);
  if (second === undefined) return neverWas("part");
  const place = partPlace(second, clock.nowMs());
  if (place === "not-yet") return noMedia("not-yet", "part");
  if (place === "gone") return noMedia("elsewhere", "part");
  const answer = await readsOf(c).part(second, rendition, versionOf(c));
  if (answer.kind === "slate") return media(house.slateFragment(second, rendition), rendition, IMMUTABLE);
  return answer.kind === "bytes" ? media(answer.bytes, rendition, IMMUTABLE) : noMedia(answer.kind, "part");
}

async function segment(c: Context<Bound>, house: House): Promise<Response> {
  const rendition = c.req.param("rendition") ?? "";
  const number = numberOfFile(c.req.param("file"), segmentOfSecond(MAX_SECOND));
  if (number === undefined) return neverWas("segment");
  const channel = c.req.param("channel") ?? "";
  const asked = { channel, rendition, segment: number, house, ...present({ version: versionOf(c) }) };
  const answer = await readSegment(c.env, readsOf(c), asked);
  if (answer.kind === "stored")
    return new Response(answer.body, { headers: mediaHeaders(answer.byteLength, rendition, IMMUTABLE) });
  return answer.kind === "bytes"
    ? media(answer.bytes, rendition, IMMUTABLE)
    : noMedia(answer.kind, "segment");
}

/** Why there is no media. Caches keep each answer for as long as it surely stays true. */
function noMedia(why: "not-yet" | "never" | "elsewhere", what: "part" | "segment"): Response {
  switch (why) {
    case "not-yet":
      return refusal(404, "not-yet", `That ${what} is not on air yet.`, {
        cure: "Follow the playlist's preload hint.",
        cacheSeconds: 1,
      });
    case "never":
      return refusal(404, "never-was", `That ${what} was before the channel began.`, {
        cure: "Read the playlist.",
        cacheSeconds: 3600,
      });
    case "elsewhere":
    default:
      return refusal(404, "gone", `That ${what} is not kept any more.`, {
        cure: what === "part" ? "Read the segment that holds it." : "Read the playlist.",
        cacheSeconds: 60,
      });
  }
}

function numberOfFile(file: string | undefined, max: number): number | undefined {
  // Leading zeros are refused. With them a cache would store the same media under many names.
  return wholeNumber(/^(0|[1-9]\d*)\.m4s$/.exec(file ?? "")?.[1], max);
}

function neverWas(what: string): Response {
  return refusal(404, "never-was", `There is no such ${what}.`, {
    cure: "Read the playlist: it names them all.",
    cacheSeconds: 3600,
  });
}

function media(bytes: Uint8Array, rendition: string, cacheControl: string): Response {
  return new Response(bytes, { headers: mediaHeaders(bytes.byteLength, rendition, cacheControl) });
}

function mediaHeaders(byteLength: number, rendition: string, cacheControl: string): Record<string, string> {
  return {
    "content-type": mediaType(rendition),
    "content-length": String(byteLength),
    "cache-control": cacheControl,
  };
}
