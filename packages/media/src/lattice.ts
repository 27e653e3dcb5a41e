import type { AssetAudioFrame, AudioFrame, Second, SegmentNumber } from "./units.ts";

/**
 * The lattice every source is conformed to. Second n is 30 pictures from tick 90000 n; audio frame k covers the samples
 * [1024 k, 1024 k + 1024) since the Unix epoch and belongs to the second in which it begins. 375 frames are exactly 8 s.
 * All of it is integer arithmetic that stays exact for every second below 2^32 (and far above).
 */
export const VIDEO_TIMESCALE = 90_000;
export const PICTURES_PER_SECOND = 30;
export const PICTURE_TICKS = 3000;
export const AUDIO_TIMESCALE = 48_000;
export const AUDIO_FRAME_SAMPLES = 1024;
export const SEGMENT_SECONDS = 4;
export const LATTICE_PERIOD_SECONDS = 8;
export const LATTICE_PERIOD_FRAMES = 375;

/** Index of the first audio frame that begins at or after the start of a second. */
function firstAudioFrame(second: Second): AudioFrame {
  return Math.ceil((second * LATTICE_PERIOD_FRAMES) / LATTICE_PERIOD_SECONDS);
}

/** The audio frames that begin in a second: index of the first, and how many (46 or 47). */
export function audioFramesOfSecond(second: Second): { first: AudioFrame; count: number } {
  const first = firstAudioFrame(second);
  return { first, count: firstAudioFrame(second + 1) - first };
}

/** The second in which an audio frame begins. */
export function secondOfAudioFrame(frame: AudioFrame): Second {
  return Math.floor((frame * LATTICE_PERIOD_SECONDS) / LATTICE_PERIOD_FRAMES);
}

/** Media sequence number of the 4 s segment that holds a second. */
export function segmentOfSecond(second: Second): SegmentNumber {
  return Math.floor(second / SEGMENT_SECONDS);
}

/** First second of a segment. */
export function firstSecondOfSegment(segment: SegmentNumber): Second {
  return segment * SEGMENT_SECONDS;
}

/**
 * The asset frame that airs as a channel frame when the asset's second 0 airs at `startSecond`. The difference is constant
 * for one start, so the sound is off by the same at most half a frame (10.7 ms) throughout. Not clamped to the asset.
 */
export function assetAudioFrame(channelFrame: AudioFrame, startSecond: Second): AssetAudioFrame {
  return channelFrame - Math.round((startSecond * LATTICE_PERIOD_FRAMES) / LATTICE_PERIOD_SECONDS);
}

/** The frame of a source, whose second 0 stands at an asset's `-startSecond`, that an asset frame is. Turns `assetAudioFrame` round. */
export function sourceAudioFrame(assetFrame: AssetAudioFrame, startSecond: Second): AudioFrame {
  return assetFrame + Math.round((startSecond * LATTICE_PERIOD_FRAMES) / LATTICE_PERIOD_SECONDS);
}
