import { SEGMENT_SECONDS } from "@nonstop/media/lattice";
import type { Env } from "./env.ts";
import type { ChannelStub } from "@nonstop/door/channel-of";
import { KEPT_SECONDS, type Media } from "@nonstop/contract/channel-object";
import { clock } from "@nonstop/door/clock";
import { houseOf } from "@nonstop/house/house";
import { joinBytes } from "@nonstop/house/join-bytes";
import { segmentKey } from "@nonstop/contract/media-keys";

export type SegmentAnswer = Exclude<Media, { kind: "slate" }>;

/** Reads a whole segment from the Durable Object while it is fresh, and from R2 after that. Slate is computed. */
export async function readSegment(
  env: Env,
  channel: ChannelStub,
  asked: { channel: string; rendition: string; segment: number },
): Promise<SegmentAnswer> {
  const { segment, rendition } = asked;
  const stored = async (): Promise<SegmentAnswer> => {
    const object = await env.MEDIA.get(segmentKey(asked.channel, rendition, segment));
    if (object === null) return { kind: "elsewhere" };
    return { kind: "bytes", bytes: new Uint8Array(await object.arrayBuffer()) };
  };
  const old = (segment + 1) * SEGMENT_SECONDS + KEPT_SECONDS < clock.nowMs() / 1000;
  if (old) {
    const answer = await stored();
    if (answer.kind === "bytes") return answer;
  }
  const answer = await channel.segment(segment, rendition);
  if (answer.kind === "elsewhere" && !old) return stored();
  if (answer.kind !== "slate") return answer;
  const house = houseOf(env);
  const first = segment * SEGMENT_SECONDS;
  const seconds = Array.from({ length: SEGMENT_SECONDS }, (_, i) =>
    house.slateFragment(first + i, rendition),
  );
  return { kind: "bytes", bytes: joinBytes(seconds) };
}
