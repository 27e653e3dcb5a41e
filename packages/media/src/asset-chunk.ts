import { joinBytes } from "./join-bytes.ts";
import { audioFragment, moveVideoFragment } from "./fragment.ts";
import {
  assetAudioFrame,
  audioFramesOfSecond,
  LATTICE_PERIOD_FRAMES,
  LATTICE_PERIOD_SECONDS,
} from "./lattice.ts";
import { MediaError } from "./media-error.ts";
import type { AssetAudioFrame, AssetSecond, Second } from "./units.ts";

/** Size tables of a chunk: bytes of each second's fragment by rendition, and of each stored AAC frame. */
export type AssetChunkLayout = {
  firstSecond: AssetSecond;
  seconds: number;
  video: Readonly<Record<string, readonly number[]>>;
  firstAudioFrame: AssetAudioFrame;
  audioFrames: readonly number[];
};

/** Packs fragments (one per second and rendition) and raw AAC frames; parts are `video:<rendition>` and `audio`. */
export function packAssetChunk(a: {
  firstSecond: AssetSecond;
  video: Readonly<Record<string, readonly Uint8Array[]>>;
  firstAudioFrame: AssetAudioFrame;
  audioFrames: readonly Uint8Array[];
}): { layout: AssetChunkLayout; parts: Map<string, Uint8Array> } {
  const sizes = (runs: readonly Uint8Array[]): number[] => runs.map((run) => run.byteLength);
  const renditions = Object.entries(a.video);
  const seconds = renditions[0]?.[1].length ?? 0;
  if (seconds === 0) throw new MediaError("a chunk has at least one second of video");
  for (const [rendition, fragments] of renditions)
    if (fragments.length !== seconds)
      throw new MediaError(`${rendition}: ${fragments.length} seconds, not ${seconds}`);
  const parts = new Map<string, Uint8Array>(
    renditions.map(([rendition, fragments]) => [`video:${rendition}`, joinBytes(fragments)]),
  );
  parts.set("audio", joinBytes(a.audioFrames));
  const video = Object.fromEntries(renditions.map(([rendition, fragments]) => [rendition, sizes(fragments)]));
  const layout = {
    firstSecond: a.firstSecond,
    seconds,
    video,
    firstAudioFrame: a.firstAudioFrame,
    audioFrames: sizes(a.audioFrames),
  };
  return { layout, parts };
}

/**
 * The asset frames `[first, end)` that any start second may ask of these asset seconds. Depending on the start, a second
 * begins up to half a frame early and ends up to 3/8 of a frame late; before frame 0 nothing is asked.
 */
export function audioFramesNeeded(
  firstSecond: AssetSecond,
  seconds: number,
): { first: AssetAudioFrame; end: AssetAudioFrame } {
  const frames = (second: AssetSecond): number => (second * LATTICE_PERIOD_FRAMES) / LATTICE_PERIOD_SECONDS;
  return {
    first: Math.max(0, Math.ceil(frames(firstSecond) - 0.5)),
    end: Math.ceil(frames(firstSecond + seconds) + 0.375),
  };
}

/**
 * An asset second as it airs at a channel second: the fragments of all renditions and the audio, on the channel's lattice.
 * Where the chunk lacks a frame that is asked (only at the asset's very end, by one, when it was packed with
 * `audioFramesNeeded`), its first or last frame stands in.
 */
export function assetSecond(
  layout: AssetChunkLayout,
  parts: ReadonlyMap<string, Uint8Array>,
  at: { assetSecond: AssetSecond; channelSecond: Second },
): Record<string, Uint8Array> {
  const { first, count } = audioFramesOfSecond(at.channelSecond);
  const start = at.channelSecond - at.assetSecond;
  const from = assetAudioFrame(first, start) - layout.firstAudioFrame;
  const last = layout.audioFrames.length - 1;
  const indexes = Array.from({ length: count }, (_, k) => Math.min(last, Math.max(0, from + k)));
  return chunkSecond(layout, parts, at.assetSecond - layout.firstSecond, at.channelSecond, indexes);
}

/** Second `index` of a chunk, moved to a channel second, with the audio frames at these places of the chunk. */
export function chunkSecond(
  layout: AssetChunkLayout,
  parts: ReadonlyMap<string, Uint8Array>,
  index: number,
  channelSecond: Second,
  audioIndexes: readonly number[],
): Record<string, Uint8Array> {
  if (!Number.isInteger(index) || index < 0 || index >= layout.seconds)
    throw new MediaError(`second ${layout.firstSecond + index} is not in this chunk`);
  const fragments: Record<string, Uint8Array> = {};
  for (const [rendition, sizes] of Object.entries(layout.video)) {
    const run = chunkRuns(parts, `video:${rendition}`, sizes)[index];
    if (run !== undefined) fragments[rendition] = moveVideoFragment(run, channelSecond);
  }
  const frames = chunkRuns(parts, "audio", layout.audioFrames);
  fragments["audio"] = audioFragment(
    channelSecond,
    audioIndexes.map((at) => {
      const frame = frames[at];
      if (frame === undefined) throw new MediaError(`part audio: has no frame ${at}`);
      return frame;
    }),
  );
  return fragments;
}

/** Views of all byte runs of a part, by their lengths. */
export function chunkRuns(
  parts: ReadonlyMap<string, Uint8Array>,
  name: string,
  sizes: readonly number[],
): Uint8Array[] {
  const part = parts.get(name);
  if (part === undefined) throw new MediaError(`part ${name}: absent`);
  let end = 0;
  const runs = sizes.map((size) => part.subarray(end, (end += size)));
  if (end !== part.byteLength) throw new MediaError(`part ${name}: ${part.byteLength} bytes, not ${end}`);
  return runs;
}
