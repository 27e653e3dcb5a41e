import type { Second } from "./units.ts";
import type { AssetChunkLayout } from "./asset-chunk.ts";
import { chunkSecond } from "./asset-chunk.ts";
import { audioFramesOfSecond, LATTICE_PERIOD_FRAMES, LATTICE_PERIOD_SECONDS } from "./lattice.ts";
import { MediaError } from "./media-error.ts";

/**
 * The slate at a channel second: a pure function of the second. The chunk is one lattice period (8 s, 375 frames), or
 * several, from second 0, so picture and sound both loop without a seam.
 */
export function slateSecond(
  layout: AssetChunkLayout,
  parts: ReadonlyMap<string, Uint8Array>,
  second: Second,
): Record<string, Uint8Array> {
  const loopFrames = (layout.seconds * LATTICE_PERIOD_FRAMES) / LATTICE_PERIOD_SECONDS;
  if (layout.firstSecond !== 0 || layout.firstAudioFrame !== 0 || layout.audioFrames.length !== loopFrames)
    throw new MediaError("a slate is a whole number of 8 s loops, with 375 audio frames in each");
  const { first, count } = audioFramesOfSecond(second);
  const indexes = Array.from({ length: count }, (_, k) => (first + k) % loopFrames);
  return chunkSecond(layout, parts, second % layout.seconds, second, indexes);
}
