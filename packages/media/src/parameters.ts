import { MediaError } from "./media-error.ts";
import { readPictureParameters } from "./picture-parameters.ts";
import { readSoundParameters } from "./sound-parameters.ts";

/** NAL units without start code or length. */
export type VideoParameters = { sps: Uint8Array; pps: Uint8Array };
/** AudioSpecificConfig. */
export type AudioParameters = { asc: Uint8Array };
/** Decoder parameters of one room, video by rendition. Rooms with equal ones can be spliced. */
export type Parameters = { video: Readonly<Record<string, VideoParameters>>; audio: AudioParameters };

/** Whether two rooms can be spliced; if not, which rendition differs and in what. */
export function sameParameters(
  a: Parameters,
  b: Parameters,
): { same: true } | { same: false; reason: string } {
  const differs = (reason: string): { same: false; reason: string } => ({ same: false, reason });
  for (const rendition of new Set([...Object.keys(a.video), ...Object.keys(b.video)])) {
    const ours = a.video[rendition];
    const theirs = b.video[rendition];
    if (ours === undefined || theirs === undefined)
      return differs(`${rendition}: only one of the two has it`);
    if (!sameBytes(ours.sps, theirs.sps))
      return differs(`${rendition}: ${readable(() => pictureDifference(ours, theirs))}`);
    if (!sameBytes(ours.pps, theirs.pps)) return differs(`${rendition}: picture parameter sets differ`);
  }
  if (!sameBytes(a.audio.asc, b.audio.asc))
    return differs(`audio: ${readable(() => soundDifference(a.audio, b.audio))}`);
  return { same: true };
}

/** RFC 6381 name of the codec, such as `avc1.4d401f`. */
export function videoCodec(p: VideoParameters): string {
  const { profile, constraints, level } = readPictureParameters(p.sps);
  return `avc1.${[profile, constraints, level].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** Visible size in pixels. */
export function pictureSize(p: VideoParameters): { width: number; height: number } {
  const { width, height } = readPictureParameters(p.sps);
  return { width, height };
}

/**
 * How the pictures are made: `matrix` is the code of that which made their colours from RGB (ITU-T H.273, 8.3), undefined when
 * none is signalled.
 */
export function pictureMake(p: VideoParameters): { mayBeInterlaced: boolean; matrix: number | undefined } {
  const { mayBeInterlaced, matrix } = readPictureParameters(p.sps);
  return { mayBeInterlaced, matrix };
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && a.every((byte, at) => byte === b[at]);
}

/** Parameters that cannot be read count as different. The reason then says why they cannot be read. */
function readable(difference: () => string): string {
  try {
    return difference();
  } catch (error) {
    if (error instanceof MediaError) return error.message;
    throw error;
  }
}

function pictureDifference(ours: VideoParameters, theirs: VideoParameters): string {
  const a = readPictureParameters(ours.sps);
  const b = readPictureParameters(theirs.sps);
  if (a.width !== b.width || a.height !== b.height)
    return `size ${a.width}x${a.height} against ${b.width}x${b.height}`;
  if (a.profile !== b.profile || a.constraints !== b.constraints)
    return `profile ${a.profile}/${a.constraints} against ${b.profile}/${b.constraints}`;
  if (a.level !== b.level) return `level ${a.level / 10} against ${b.level / 10}`;
  return "sequence parameter sets differ";
}

function soundDifference(ours: AudioParameters, theirs: AudioParameters): string {
  const a = readSoundParameters(ours.asc);
  const b = readSoundParameters(theirs.asc);
  if (a.sampleRate !== b.sampleRate) return `sample rate ${a.sampleRate} against ${b.sampleRate}`;
  if (a.channels !== b.channels) return `${a.channels} channels against ${b.channels}`;
  if (a.objectType !== b.objectType) return `AAC object type ${a.objectType} against ${b.objectType}`;
  return "decoder configurations differ";
}
