import type { Second } from "./units.ts";
import type { Fragment } from "./fragment.ts";
import { readFragment } from "./fragment.ts";
import {
  AUDIO_FRAME_SAMPLES,
  audioFramesOfSecond,
  PICTURE_TICKS,
  PICTURES_PER_SECOND,
  VIDEO_TIMESCALE,
} from "./lattice.ts";
import { MediaError } from "./media-error.ts";
import { IDR_SLICE, nalUnitTypes } from "./nal-units.ts";

/** Id of the audio rendition; every other rendition is video. */
export const AUDIO_RENDITION = "audio";

// AAC allows at most 6144 bits per channel and frame. The house format has two channels.
const MAX_AUDIO_FRAME_BYTES = 1536;

export type HouseCheck = { kind: "ok" } | { kind: "bad"; reason: string };

/**
 * Whether the fragments of one second, by rendition, stand on the lattice and in the house format: exactly `renditions`
 * (audio counts as one of them even if not listed), right time, counts, durations, and an IDR first and only there. Never throws.
 */
export function checkFragments(
  fragments: Readonly<Record<string, Uint8Array>>,
  second: Second,
  renditions: readonly string[],
): HouseCheck {
  const wanted = new Set([...renditions, AUDIO_RENDITION]);
  const extra = Object.keys(fragments).find((rendition) => !wanted.has(rendition));
  if (extra !== undefined) return { kind: "bad", reason: `${extra}: not a rendition of the house` };
  for (const rendition of wanted) {
    const bytes = Object.hasOwn(fragments, rendition) ? fragments[rendition] : undefined;
    const problem = bytes === undefined ? "absent" : fragmentProblem(bytes, second, rendition);
    if (problem !== undefined) return { kind: "bad", reason: `${rendition}: ${problem}` };
  }
  return { kind: "ok" };
}

function fragmentProblem(bytes: Uint8Array, second: Second, rendition: string): string | undefined {
  try {
    const fragment = readFragment(bytes);
    if (fragment.sequence !== second % 0x100000000) return `numbered ${fragment.sequence}, not ${second}`;
    if (fragment.trackId !== 1) return `track ${fragment.trackId}, not 1`;
    return rendition === AUDIO_RENDITION ? audioProblem(fragment, second) : videoProblem(fragment, second);
  } catch (error) {
    if (error instanceof MediaError) return error.message;
    throw error;
  }
}

function videoProblem({ baseTime, samples }: Fragment, second: Second): string | undefined {
  if (baseTime !== second * VIDEO_TIMESCALE)
    return `starts at tick ${baseTime}, not ${second * VIDEO_TIMESCALE}`;
  if (samples.length !== PICTURES_PER_SECOND) return `${samples.length} of ${PICTURES_PER_SECOND} pictures`;
  for (const [index, picture] of samples.entries()) {
    if (picture.duration !== PICTURE_TICKS) return `picture ${index} lasts ${picture.duration} ticks`;
    const isIdr = nalUnitTypes(picture.data).includes(IDR_SLICE);
    if (isIdr !== (index === 0) || picture.isSync !== isIdr)
      return index === 0 ? "does not begin with an IDR" : `picture ${index} is an IDR`;
  }
  return undefined;
}

function audioProblem({ baseTime, samples }: Fragment, second: Second): string | undefined {
  const { first, count } = audioFramesOfSecond(second);
  if (baseTime !== first * AUDIO_FRAME_SAMPLES)
    return `starts at sample ${baseTime}, not ${first * AUDIO_FRAME_SAMPLES}`;
  if (samples.length !== count) return `${samples.length} of ${count} frames`;
  for (const [index, frame] of samples.entries()) {
    if (frame.duration !== AUDIO_FRAME_SAMPLES) return `frame ${index} lasts ${frame.duration} samples`;
    if (frame.data.byteLength > MAX_AUDIO_FRAME_BYTES) return `frame ${index} is too large for AAC`;
  }
  return undefined;
}
