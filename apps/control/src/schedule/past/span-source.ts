import { MAX_PAST_SPANS, type PastSource } from "@nonstop/contract/asset-source";
import type { AssetIndex } from "@nonstop/contract/asset";
import type { HouseSpan } from "@nonstop/contract/channel-object";
import { present } from "@nonstop/contract/present";
import { byHouse, lengthOf, marked, type SecondRange } from "@nonstop/schedule/past/second-ranges";
import { MAX_PIECE_SECONDS } from "./aired-seconds.ts";
import type { WantedPiece } from "./piece-maker.ts";

/** What a span is of, read: seconds that aired, or a stored piece. */
export type SpanGround =
  | { kind: "aired"; channel: string; ranges: readonly SecondRange[]; houses: readonly HouseSpan[] }
  | { kind: "piece"; index: AssetIndex };

/** Why a span cannot be a piece. */
export type SpanRefusal = { field: string; message: string; cure: string };

/** Without an out the span goes on to the end. */
type Marks = { markIn: number; markOut: number | undefined };

/**
 * The media of a span: seconds of the past, or of chunks, and never of a piece that is itself put together. Refused when there are no such
 * seconds, or when they cannot be one piece. Pure.
 */
export function spanSource(ground: SpanGround, marks: Marks): WantedPiece["media"] | SpanRefusal {
  const length = ground.kind === "piece" ? ground.index.durationSeconds : lengthOf(ground.ranges);
  const { markIn, markOut = length } = marks;
  if (markOut <= markIn)
    return refused("markOut", "the span ends before it begins", "Give an out that is later than the in.");
  if (markOut > length)
    return refused("markOut", `what it is of is ${length} s long`, `Give an out of ${length} at most.`);
  if (markOut - markIn > MAX_PIECE_SECONDS)
    return refused("markOut", "a piece is a day long at most", "Mark less, or several pieces.");
  if (ground.kind === "aired") return pastOf(ground, marked(ground.ranges, markIn, markOut));
  const { index } = ground;
  const { source, asset } = index;
  if (source?.kind === "past") return { ...source, spans: marked(source.spans, markIn, markOut) };
  if (source?.kind === "span")
    return { source: { ...source, from: source.from + markIn, to: source.from + markOut }, of: index };
  const folder = source?.folder;
  return { source: { kind: "span", asset, ...present({ folder }), from: markIn, to: markOut }, of: index };
}

function pastOf(
  { channel, houses }: Extract<SpanGround, { kind: "aired" }>,
  spans: SecondRange[],
): PastSource | SpanRefusal {
  const [part, other] = byHouse(spans, houses);
  if (part === undefined) return refused("markIn", "nothing aired there", "Mark what aired.");
  if (other !== undefined) {
    const at = lengthOf(part.ranges);
    return refused(
      "markOut",
      "the house format changes in it, and pictures of two formats are no piece",
      `Mark what comes before the change, ${at} s after the in, or what comes after it.`,
    );
  }
  if (spans.length > MAX_PAST_SPANS)
    return refused("markOut", "it was interrupted too often", "Mark less of it.");
  return { kind: "past", channel, version: part.version, spans };
}

const refused = (field: string, message: string, cure: string): SpanRefusal => ({ field, message, cure });
