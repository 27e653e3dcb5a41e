import { type AssetChunkLayout, audioFramesNeeded, chunkRuns } from "./asset-chunk.ts";
import { readBoxes } from "./box-reader.ts";
import { readFragment } from "./fragment.ts";
import { audioFramesOfSecond, secondOfAudioFrame } from "./lattice.ts";
import { MediaError } from "./media-error.ts";
import type { ChunkSource } from "./put-together.ts";
import type { AssetSecond } from "./units.ts";

/** The fragments of a stored segment, which stand back to back in it. Views into `bytes`. */
export function fragmentsOfSegment(bytes: Uint8Array): Uint8Array[] {
  const fragments: Uint8Array[] = [];
  let start = 0;
  for (const { type, end } of readBoxes(bytes, 0, bytes.byteLength)) {
    if (type !== "mdat") continue;
    fragments.push(bytes.subarray(start, end));
    start = end;
  }
  if (start !== bytes.byteLength) throw new MediaError("a segment ends with an mdat");
  return fragments;
}

/** A channel's own seconds as a source: fragments by rendition and second. */
export function pastSource(
  fragment: (rendition: string, second: number) => Uint8Array | undefined,
): ChunkSource {
  const sounds = new Map<number, readonly Uint8Array[]>();
  const soundOf = (second: number): readonly Uint8Array[] => {
    const known = sounds.get(second);
    if (known !== undefined) return known;
    const bytes = fragment("audio", second);
    const frames = bytes === undefined ? [] : readFragment(bytes).samples.map(({ data }) => data);
    sounds.set(second, frames);
    return frames;
  };
  return {
    picture: fragment,
    frame(frame) {
      const second = secondOfAudioFrame(frame);
      return soundOf(second)[frame - audioFramesOfSecond(second).first];
    },
  };
}

/** A stored chunk, or a part of one. */
export type StoredChunk = { layout: AssetChunkLayout; parts: ReadonlyMap<string, Uint8Array> };

/** Stored chunks of one asset as a source. */
export function chunksSource(chunks: readonly StoredChunk[]): ChunkSource {
  const opened = chunks.map(({ layout, parts }) => ({
    layout,
    video: new Map(
      Object.entries(layout.video).map(([id, sizes]) => [id, chunkRuns(parts, `video:${id}`, sizes)]),
    ),
    audio: chunkRuns(parts, "audio", layout.audioFrames),
  }));
  const first = <T>(find: (chunk: (typeof opened)[number]) => T | undefined): T | undefined => {
    for (const chunk of opened) {
      const found = find(chunk);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return {
    picture: (rendition, second) =>
      first(({ layout, video }) => video.get(rendition)?.[second - layout.firstSecond]),
    frame: (frame) => first(({ layout, audio }) => audio[frame - layout.firstAudioFrame]),
  };
}

/** Bytes `[from, to)` of a part. */
export type PartRange = { name: string; from: number; to: number };

/**
 * What has to be read of a stored chunk for its seconds `[from, to)` with their audio frames, in these video renditions: the layout of
 * the chunk that is left, and the bytes of each of its parts. Undefined when the chunk has none of these seconds.
 */
export function cutChunk(
  layout: AssetChunkLayout,
  span: { from: AssetSecond; to: AssetSecond },
  renditions: readonly string[],
): { layout: AssetChunkLayout; ranges: PartRange[] } | undefined {
  const { firstSecond, seconds, firstAudioFrame, audioFrames } = layout;
  const [from, to] = [Math.max(span.from, firstSecond), Math.min(span.to, firstSecond + seconds)];
  if (from >= to) return undefined;
  const needed = audioFramesNeeded(from, to - from);
  // One more on both sides: a span of an asset begins up to half a frame beside the asset's own frames.
  const low = Math.max(0, needed.first - 1 - firstAudioFrame);
  const high = Math.min(audioFrames.length, needed.end + 1 - firstAudioFrame);
  const video = renditions.map((rendition) => {
    const sizes = layout.video[rendition];
    if (sizes === undefined) throw new MediaError(`${rendition}: the chunk has no such rendition`);
    return { rendition, sizes: cut(sizes, from - firstSecond, to - firstSecond) };
  });
  const sound = cut(audioFrames, low, high);
  return {
    layout: {
      firstSecond: from,
      seconds: to - from,
      video: Object.fromEntries(video.map(({ rendition, sizes }) => [rendition, sizes.kept])),
      firstAudioFrame: firstAudioFrame + low,
      audioFrames: sound.kept,
    },
    ranges: [
      ...video.map(({ rendition, sizes: { from, to } }) => ({ name: `video:${rendition}`, from, to })),
      { name: "audio", from: sound.from, to: sound.to },
    ],
  };
}

function cut(
  sizes: readonly number[],
  low: number,
  high: number,
): { kept: number[]; from: number; to: number } {
  const kept = sizes.slice(low, high);
  const from = total(sizes.slice(0, low));
  return { kept, from, to: from + total(kept) };
}

const total = (sizes: readonly number[]): number => sizes.reduce((sum, size) => sum + size, 0);
