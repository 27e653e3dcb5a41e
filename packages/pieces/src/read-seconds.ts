import type { AssetIndex } from "@nonstop/contract/asset";
import { type ChunkPlan, planChunk } from "@nonstop/media/chunk-plan";
import { audioFragment, moveVideoFragment } from "@nonstop/media/fragment";
import { AUDIO_RENDITION } from "@nonstop/media/house-check";
import { joinBytes } from "@nonstop/media/join-bytes";
import { audioFramesOfSecond } from "@nonstop/media/lattice";
import { MediaError } from "@nonstop/media/media-error";
import { type ChunkSource, soundOf } from "@nonstop/media/put-together";
import { readSource, spansOf } from "./piece-source.ts";
import type { PastEnv } from "./read-past.ts";

/**
 * Seconds `[from, to)` of a piece in one rendition, as fragments back to back on the piece's own clock. Undefined when the media is not
 * there. Rejects when R2 or the channel does not answer.
 */
export async function readPieceSeconds(
  env: PastEnv,
  index: AssetIndex,
  rendition: string,
  { from, to }: { from: number; to: number },
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const isSound = rendition === AUDIO_RENDITION;
  try {
    const whole = planChunk(spansOf(index), from, to - from);
    const plan = isSound ? whole : { ...whole, frames: [] };
    const source = await readSource(env, index, plan, isSound ? [] : [rendition]);
    return joinBytes(isSound ? sounds(plan, source) : pictures(plan, source, rendition));
  } catch (error) {
    if (error instanceof MediaError) return undefined;
    throw error;
  }
}

function pictures(plan: ChunkPlan, source: ChunkSource, rendition: string): Uint8Array[] {
  return plan.pictures.map((second, index) => {
    const fragment = source.picture(rendition, second);
    if (fragment === undefined) throw new MediaError(`${rendition}: the source has no second ${second}`);
    return moveVideoFragment(fragment, plan.firstSecond + index);
  });
}

function sounds(plan: ChunkPlan, source: ChunkSource): Uint8Array[] {
  const frames = soundOf(plan, source);
  return plan.pictures.map((_, index) => {
    const second = plan.firstSecond + index;
    const { first, count } = audioFramesOfSecond(second);
    const begin = first - plan.firstAudioFrame;
    return audioFragment(second, frames.slice(begin, begin + count));
  });
}
