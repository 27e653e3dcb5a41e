import { setTimeout as pause } from "node:timers/promises";
import { routes } from "@nonstop/contract/routes";

/** One media playlist as a viewer reads it. */
type Listing = {
  mediaSequence: number;
  /** Part or segment lines with what stands before them, oldest first. */
  parts: readonly { uri: string; durationSeconds: number }[];
  segments: readonly { uri: string; durationSeconds: number; programDateTime: string | undefined }[];
  maps: readonly string[];
  discontinuities: number;
};

/** Reads the tags of a media playlist that a viewer needs (RFC 8216bis section 4.4). */
function readListing(text: string): Listing {
  const parts: { uri: string; durationSeconds: number }[] = [];
  const segments: { uri: string; durationSeconds: number; programDateTime: string | undefined }[] = [];
  const maps = new Set<string>();
  let mediaSequence = 0;
  let discontinuities = 0;
  let duration = 0;
  let date: string | undefined;
  for (const line of text.split("\n")) {
    if (line.startsWith("#EXT-X-MEDIA-SEQUENCE:")) mediaSequence = Number(line.slice(22));
    else if (line.startsWith("#EXT-X-DISCONTINUITY")) discontinuities += 1;
    else if (line.startsWith("#EXT-X-MAP:")) maps.add(line);
    else if (line.startsWith("#EXT-X-PROGRAM-DATE-TIME:")) date = line.slice(25);
    else if (line.startsWith("#EXTINF:")) duration = Number.parseFloat(line.slice(8));
    else if (line.startsWith("#EXT-X-PART:")) {
      const uri = /URI="([^"]+)"/.exec(line)?.[1];
      const seconds = /DURATION=([\d.]+)/.exec(line)?.[1];
      if (uri !== undefined) parts.push({ uri, durationSeconds: Number(seconds) });
    } else if (line !== "" && !line.startsWith("#")) {
      segments.push({ uri: line, durationSeconds: duration, programDateTime: date });
      date = undefined;
    }
  }
  return { mediaSequence, parts, segments, maps: [...maps], discontinuities };
}

/** What a viewer of one rendition got: bytes of each second in the order of listing, and what was wrong on the way. */
export type Watched = {
  rendition: string;
  init: Uint8Array;
  seconds: Map<number, Uint8Array>;
  problems: string[];
};

/** Viewers of several renditions, from the live edge on; they stop where `through` says. */
export type Viewers = {
  /** What each of them got, in the order of the renditions, once `lastSecond` is listed. */
  through: (lastSecond: number) => Promise<readonly Watched[]>;
};

/** Sets a viewer before each of these renditions of the channel. */
export function watchRenditions<const R extends readonly string[]>(
  worker: string,
  renditions: R,
): { through: (lastSecond: number) => Promise<{ [K in keyof R]: Watched }> };
export function watchRenditions(worker: string, renditions: readonly string[]): Viewers {
  const end: End = { lastSecond: undefined };
  const watching = Promise.all(renditions.map((rendition) => watchRendition(worker, rendition, end)));
  // A viewer that fails early is told of when it is asked what it got.
  watching.catch(() => undefined);
  return {
    through: (lastSecond) => {
      end.lastSecond = lastSecond;
      return watching;
    },
  };
}

type End = { lastSecond: number | undefined };

/**
 * Watches one rendition of the channel live, by blocking playlist reloads, from the live edge until the last second is
 * listed: every part is fetched as it appears, and everything that was once listed is held against later listings.
 */
async function watchRendition(
  worker: string,
  rendition: string,
  end: End,
  channel = "main",
): Promise<Watched> {
  const playlist = new URL(routes.mediaPlaylist(channel, rendition), worker);
  const problems: string[] = [];
  const seconds = new Map<number, Uint8Array>();
  const listedSegments = new Map<number, string>();
  const map = new Set<string>();
  let init: Uint8Array | undefined;
  let next: { msn: number; part: number } | undefined;

  for (;;) {
    const url = new URL(playlist);
    if (next !== undefined) {
      url.searchParams.set("_HLS_msn", String(next.msn));
      url.searchParams.set("_HLS_part", String(next.part));
    }
    const answer = await fetch(url);
    if (!answer.ok) {
      problems.push(`playlist answered ${answer.status}`);
      await pause(200);
      continue;
    }
    const listing = readListing(await answer.text());
    if (listing.discontinuities > 0) problems.push("EXT-X-DISCONTINUITY in the playlist");
    for (const line of listing.maps) map.add(line);
    for (const [index, segment] of listing.segments.entries()) {
      const msn = listing.mediaSequence + index;
      const line = `${segment.uri} ${segment.durationSeconds} ${segment.programDateTime ?? ""}`;
      const before = listedSegments.get(msn);
      if (before !== undefined && before !== line)
        problems.push(`segment ${msn} was listed as "${before}", now "${line}"`);
      listedSegments.set(msn, line);
    }
    if (init === undefined) {
      const uri = /URI="([^"]+)"/.exec(listing.maps[0] ?? "")?.[1] ?? "init.mp4";
      init = await bytesOf(new URL(uri, playlist));
    }
    const receive = (second: number, bytes: Uint8Array): void => {
      if (seconds.size > 0 && second !== newestOf(seconds) + 1)
        problems.push(`second ${second} was listed after ${newestOf(seconds)}`);
      seconds.set(second, bytes);
    };
    // A viewer that was held up finds the parts it missed gone from the list, and takes their whole segments.
    for (const [index, segment] of listing.segments.entries()) {
      const first = (listing.mediaSequence + index) * SEGMENT_SECONDS;
      const missing = seconds.size > 0 && first + SEGMENT_SECONDS - 1 > newestOf(seconds);
      const isInParts = listing.parts.some(
        (part) => secondOf(part.uri) === Math.max(first, newestOf(seconds) + 1),
      );
      if (!missing || isInParts) continue;
      const fragments = fragmentsOf(await bytesOf(new URL(segment.uri, playlist)));
      for (const [place, fragment] of fragments.entries())
        if (first + place > newestOf(seconds)) receive(first + place, fragment);
    }
    for (const part of listing.parts) {
      const second = secondOf(part.uri);
      if (seconds.size === 0 || second > newestOf(seconds))
        receive(second, await bytesOf(new URL(part.uri, playlist)));
    }
    const newest = newestOf(seconds);
    if (end.lastSecond !== undefined && newest >= end.lastSecond) break;
    const following = newest + 1;
    next = { msn: Math.floor(following / 4), part: following % 4 };
  }
  if (map.size !== 1) problems.push(`${map.size} init segments were listed`);
  return { rendition, init, seconds, problems };
}

const SEGMENT_SECONDS = 4;
const newestOf = (seconds: ReadonlyMap<number, unknown>): number => Math.max(...seconds.keys());
const secondOf = (uri: string): number => Number(/(\d+)\.m4s/.exec(uri)?.[1]);

/** The fragments (`moof` + `mdat`) of a segment. */
function fragmentsOf(segment: Uint8Array): Uint8Array[] {
  const view = new DataView(segment.buffer, segment.byteOffset, segment.byteLength);
  const fragments: Uint8Array[] = [];
  for (let at = 0; at < segment.byteLength;) {
    const moof = view.getUint32(at);
    const length = moof + view.getUint32(at + moof);
    fragments.push(segment.subarray(at, at + length));
    at += length;
  }
  return fragments;
}

async function bytesOf(url: URL): Promise<Uint8Array> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url.pathname} answered ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}
