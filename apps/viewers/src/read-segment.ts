import { SEGMENT_SECONDS } from "@nonstop/media/lattice";
import type { Env } from "./env.ts";
import type { Media } from "@nonstop/contract/channel-object";
import type { ChannelReads } from "./channel-reads.ts";
import { clock } from "@nonstop/door/clock";
import type { HouseVersion } from "@nonstop/contract/names";
import type { House } from "@nonstop/house/house";
import { joinBytes } from "@nonstop/media/join-bytes";
import { segmentKey } from "@nonstop/contract/media-keys";
import { segmentPlace } from "./possible-reads.ts";

/** `stored`: it is not read into memory, but goes to the reader as it comes. */
export type SegmentAnswer =
  | { kind: "stored"; body: ReadableStream; byteLength: number }
  | Exclude<Media, { kind: "slate" | "not-yet" | "never" }>
  | { kind: "not-yet" }
  | { kind: "never" };

/**
 * Reads a whole segment from the channel while it is fresh, and from R2 after that. Slate is computed. What the clock
 * rules out is read nowhere.
 */
export async function readSegment(
  env: Env,
  channel: ChannelReads,
  asked: { channel: string; rendition: string; segment: number; house: House; version?: HouseVersion },
): Promise<SegmentAnswer> {
  const { segment, rendition, house } = asked;
  const first = segment * SEGMENT_SECONDS;
  const stored = async (): Promise<SegmentAnswer> => {
    const get = (version: HouseVersion | undefined): Promise<R2ObjectBody | null> =>
      env.MEDIA.get(segmentKey(asked.channel, { version, rendition }, segment));
    const object = (await get(house.version)) ?? (await get(undefined));
    if (object === null) return { kind: "elsewhere" };
    return { kind: "stored", body: object.body, byteLength: object.size };
  };
  const fresh = async (): Promise<SegmentAnswer> => {
    const answer = await channel.segment(segment, rendition, asked.version);
    return answer.kind === "slate" ? slateOf(house, first, rendition) : answer;
  };
  const place = segmentPlace(segment, clock.nowMs());
  switch (place) {
    case "not-yet":
      return { kind: "not-yet" };
    case "gone":
      return { kind: "elsewhere" };
    case "kept": {
      const answer = await fresh();
      return answer.kind === "elsewhere" ? stored() : answer;
    }
    case "written-late": {
      const answer = await stored();
      return answer.kind === "elsewhere" ? fresh() : answer;
    }
    case "stored":
    default: {
      const answer = await stored();
      if (answer.kind !== "elsewhere") return answer;
      const isSlate = await channel.wasSlate(first, first + SEGMENT_SECONDS);
      return isSlate ? slateOf(house, first, rendition) : answer;
    }
  }
}

function slateOf(house: House, first: number, rendition: string): SegmentAnswer {
  const seconds = Array.from({ length: SEGMENT_SECONDS }, (_, i) =>
    house.slateFragment(first + i, rendition),
  );
  return { kind: "bytes", bytes: joinBytes(seconds) };
}
