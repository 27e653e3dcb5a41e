import { audioFramesNeeded } from "./asset-chunk.ts";
import { secondOfAudioFrame, sourceAudioFrame } from "./lattice.ts";
import { MediaError } from "./media-error.ts";
import type { AssetAudioFrame, AssetSecond } from "./units.ts";

/** Seconds `[from, to)` of a source's own time: of a channel's past, or of the asset that a span is of. */
export type SourceSpan = { readonly from: number; readonly to: number };

/** What an asset's chunk is put together of, as places in its source's time. */
export type ChunkPlan = {
  firstSecond: AssetSecond;
  /** The source's second that each second of the chunk shows. */
  pictures: readonly number[];
  firstAudioFrame: AssetAudioFrame;
  /** The source's audio frames, in order. The first and the last may lie just outside the spans. */
  frames: readonly number[];
};

/**
 * The plan of an asset's seconds `[firstSecond, firstSecond + seconds)`, where the asset is `spans` of a source one after the other.
 * Its sound is the source's by whole frames, off by the same half a frame at most throughout a span. A second that the spans do not have
 * is a MediaError.
 */
export function planChunk(
  spans: readonly SourceSpan[],
  firstSecond: AssetSecond,
  seconds: number,
): ChunkPlan {
  const { first, end } = audioFramesNeeded(firstSecond, seconds);
  const places = placesOf(spans);
  return {
    firstSecond,
    pictures: Array.from({ length: seconds }, (_, k) => {
      const second = firstSecond + k;
      const place = placeAt(places, second);
      if (second >= place.end) throw new MediaError(`second ${second} is past the end of the spans`);
      return second + place.startSecond;
    }),
    firstAudioFrame: first,
    frames: Array.from({ length: end - first }, (_, k) => {
      const frame = first + k;
      return sourceAudioFrame(frame, placeAt(places, secondOfAudioFrame(frame)).startSecond);
    }),
  };
}

/** A span by where it ends in the asset, and by the source's second at which the asset's second 0 would stand. */
type Place = { end: AssetSecond; startSecond: number };

function placesOf(spans: readonly SourceSpan[]): Place[] {
  let begin = 0;
  return spans.map(({ from, to }) => {
    const startSecond = from - begin;
    begin += to - from;
    return { end: begin, startSecond };
  });
}

// What is past the end goes on as the last span does.
function placeAt(places: readonly Place[], second: number): Place {
  const place = places.find(({ end }) => second < end) ?? places.at(-1);
  if (place === undefined) throw new MediaError("an asset has at least one span");
  return place;
}
