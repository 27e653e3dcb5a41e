import { MAX_PAST_SPANS, type PastSource } from "@nonstop/contract/asset-source";
import type { AiringId, RoomId } from "@nonstop/contract/names";
import type { Second } from "@nonstop/contract/time";
import { byHouse, marked, type SecondRange, withFewerGaps } from "@nonstop/schedule/past/second-ranges";
import { showSpans } from "@nonstop/schedule/past/show-spans";
import type { ChannelCalls } from "../ports/channel.ts";

/** A piece is at most a day long: what the door of its chunks knows. */
export const MAX_PIECE_SECONDS = 86_400;
/** A producer may take the room of a show before it begins. */
const EARLY_SECONDS = 3600;
/** The spans of a day in which everything changes every ten seconds. */
const MAX_SPANS = 10_000;

/** The seconds that were a live show, as far as it has aired. */
export async function airedSeconds(
  channel: Pick<ChannelCalls, "asRun">,
  o: { airing: AiringId; room: RoomId; start: Second; now: Second },
): Promise<SecondRange[]> {
  const spans = await channel.asRun({ from: o.start - EARLY_SECONDS, to: o.now + 1 }, MAX_SPANS);
  return showSpans(spans, o);
}

/**
 * Seconds of the channel's past as the source of a piece: one version of the house format, the last they aired in, for pieces of two
 * cannot be aired; not longer than a piece may be. Undefined when there are none.
 */
export async function pastSourceOf(
  channel: Pick<ChannelCalls, "houses">,
  name: string,
  ranges: readonly SecondRange[],
): Promise<{ source: PastSource; isCut: boolean } | undefined> {
  const parts = byHouse(ranges, await channel.houses());
  const part = parts.at(-1);
  if (part === undefined) return undefined;
  const spans = marked(withFewerGaps(part.ranges, MAX_PAST_SPANS), 0, MAX_PIECE_SECONDS);
  return { source: { kind: "past", channel: name, version: part.version, spans }, isCut: parts.length > 1 };
}
