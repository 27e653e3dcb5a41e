import type { AssetChunkLayout } from "./asset-chunk.ts";
import type { ChunkPlan } from "./chunk-plan.ts";
import { moveVideoFragment } from "./fragment.ts";
import { joinBytes } from "./join-bytes.ts";
import { secondOfAudioFrame } from "./lattice.ts";
import { MediaError } from "./media-error.ts";

/** Where a chunk's media comes from, by the source's own seconds and audio frames. Undefined for what it does not have. */
export type ChunkSource = {
  picture: (rendition: string, second: number) => Uint8Array | undefined;
  frame: (frame: number) => Uint8Array | undefined;
};

/** A chunk whose bytes are still where they came from: `runs` gives them one after the other, as they stand in the chunk's parts. */
export type PutTogether = {
  layout: AssetChunkLayout;
  /** The chunk's parts in order, with their lengths. */
  parts: readonly { name: string; byteLength: number }[];
  runs: () => Iterable<Uint8Array>;
};

/**
 * Puts a chunk together of its source, in these video renditions: pictures moved to the asset's seconds, audio frames as they are. A frame
 * that begins just beside what is shown, and that the source lacks, is stood in for by its neighbour, as at an asset's very end. Whatever
 * else is missing is a MediaError. The source's fragments are not copied until `runs` comes to them.
 */
export function putTogether(
  plan: ChunkPlan,
  source: ChunkSource,
  renditions: readonly string[],
): PutTogether {
  const video = renditions.map((rendition) => ({ rendition, run: picturesOf(plan, source, rendition) }));
  const frames = soundOf(plan, source);
  const layout = {
    firstSecond: plan.firstSecond,
    seconds: plan.pictures.length,
    video: Object.fromEntries(video.map(({ rendition, run }) => [rendition, lengths(run)])),
    firstAudioFrame: plan.firstAudioFrame,
    audioFrames: lengths(frames),
  };
  return {
    layout,
    parts: [
      ...video.map(({ rendition, run }) => ({ name: `video:${rendition}`, byteLength: total(run) })),
      { name: "audio", byteLength: total(frames) },
    ],
    *runs() {
      for (const { run } of video)
        for (const [index, fragment] of run.entries())
          yield moveVideoFragment(fragment, plan.firstSecond + index);
      yield joinBytes(frames);
    },
  };
}

function picturesOf(plan: ChunkPlan, source: ChunkSource, rendition: string): Uint8Array[] {
  return plan.pictures.map((second) => {
    const fragment = source.picture(rendition, second);
    if (fragment === undefined) throw new MediaError(`${rendition}: the source has no second ${second}`);
    return fragment;
  });
}

/** A plan's audio frames. One that begins just beside what is shown may be missing: its neighbour stands in. */
export function soundOf(plan: ChunkPlan, source: ChunkSource): Uint8Array[] {
  const shown = new Set(plan.pictures);
  const found = plan.frames.map((frame) => {
    const data = source.frame(frame);
    if (data === undefined && shown.has(secondOfAudioFrame(frame)))
      throw new MediaError(`audio: the source has no frame ${frame}`);
    return data;
  });
  let before = found.find((frame) => frame !== undefined);
  if (before === undefined) throw new MediaError("audio: the source has no frame of this chunk");
  const frames: Uint8Array[] = [];
  for (const frame of found) frames.push((before = frame ?? before));
  return frames;
}

const lengths = (runs: readonly Uint8Array[]): number[] => runs.map(({ byteLength }) => byteLength);
const total = (runs: readonly Uint8Array[]): number => runs.reduce((sum, run) => sum + run.byteLength, 0);
