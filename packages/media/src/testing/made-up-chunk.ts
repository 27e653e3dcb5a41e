import type { AssetChunkLayout } from "../asset-chunk.ts";
import { audioFramesNeeded, packAssetChunk } from "../asset-chunk.ts";
import { videoFragment } from "../fragment.ts";
import { madeUpAudioFrame, madeUpPictures } from "./made-up-room.ts";

/** A chunk of a made-up asset, with every audio frame that may be asked of it up to `lastAudioFrame`. */
export function madeUpChunk(
  asset: string,
  o: { firstSecond: number; seconds: number; renditions: readonly string[]; lastAudioFrame?: number },
): { layout: AssetChunkLayout; parts: Map<string, Uint8Array> } {
  const { first, end } = audioFramesNeeded(o.firstSecond, o.seconds);
  const count = Math.min(end, (o.lastAudioFrame ?? end) + 1) - first;
  const seconds = Array.from({ length: o.seconds }, (_, k) => o.firstSecond + k);
  return packAssetChunk({
    firstSecond: o.firstSecond,
    video: Object.fromEntries(
      o.renditions.map((id) => [
        id,
        seconds.map((second) => videoFragment(second, madeUpPictures(`${asset}/${id}`, second))),
      ]),
    ),
    firstAudioFrame: first,
    audioFrames: Array.from({ length: count }, (_, k) => madeUpAudioFrame(asset, first + k)),
  });
}

/** A made-up slate: 8 s and exactly its 375 frames. */
export function madeUpSlate(renditions: readonly string[]): {
  layout: AssetChunkLayout;
  parts: Map<string, Uint8Array>;
} {
  return madeUpChunk("slate", { firstSecond: 0, seconds: 8, renditions, lastAudioFrame: 374 });
}
