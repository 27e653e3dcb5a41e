import type { VideoParameters } from "@nonstop/media/parameters";
import { AAC, AVC, COMMAND_FRAME, HEADER, KEYFRAME, MEDIA } from "./flv-codes.ts";
import type { FlvTag } from "./flv-tag.ts";
import { AVC_HEADER_BYTES, readPictureConfig } from "./picture-config.ts";

/** What a room must know about a plain tag. */
export type TagMeaning =
  | { kind: "video-header"; parameters: VideoParameters }
  | { kind: "audio-header" }
  | { kind: "keyframe"; compositionMs: number }
  | { kind: "picture" }
  /** It cannot be decoded before a header has come, or under another format than the one before. */
  | { kind: "sound"; needsHeader: boolean; format: number }
  | { kind: "nothing" }
  | { kind: "unsupported"; what: string };

const AAC_HEADER_BYTES = 2;
/** AudioSpecificConfig has two bytes at least (ISO 14496-3, 1.6.2.1). */
const MIN_SOUND_CONFIG_BYTES = 2;

const VIDEO_NAMES: Readonly<Record<number, string>> = {
  2: "Sorenson H.263",
  4: "VP6",
  5: "VP6",
  12: "H.265 (HEVC)",
  13: "AV1",
};
/** Old sound codecs that every ffmpeg decodes: PCM, MP3, Nellymoser, G.711, Speex. */
const OLD_SOUND = new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 14]);
const SOUND_NAMES: Readonly<Record<number, string>> = { 13: "Opus" };

/** What a plain FLV tag means. What is cut short or is no media means nothing. */
export function meaningOf(tag: FlvTag): TagMeaning {
  return tag.kind === "audio" ? soundMeaning(tag.body) : pictureMeaning(tag.body);
}

function soundMeaning(body: Buffer): TagMeaning {
  const [first = 0, second = 0] = body;
  const codec = first >> 4;
  if (codec === AAC) {
    if (second === HEADER)
      return body.length >= AAC_HEADER_BYTES + MIN_SOUND_CONFIG_BYTES
        ? { kind: "audio-header" }
        : { kind: "nothing" };
    return body.length > AAC_HEADER_BYTES
      ? { kind: "sound", needsHeader: true, format: codec }
      : { kind: "nothing" };
  }
  if (body.length <= 1) return { kind: "nothing" };
  if (!OLD_SOUND.has(codec))
    return { kind: "unsupported", what: SOUND_NAMES[codec] ?? `sound of FLV codec ${codec}` };
  // Rate and channels are in the same byte.
  return { kind: "sound", needsHeader: false, format: first };
}

function pictureMeaning(body: Buffer): TagMeaning {
  const [first = 0, second = 0] = body;
  const codec = first & 0x0f;
  const frameType = first >> 4;
  if (frameType === COMMAND_FRAME || body.length <= 1) return { kind: "nothing" };
  if (codec !== AVC)
    return { kind: "unsupported", what: VIDEO_NAMES[codec] ?? `pictures of FLV codec ${codec}` };
  if (second === HEADER) {
    const parameters = readPictureConfig(body);
    return parameters === undefined ? { kind: "nothing" } : { kind: "video-header", parameters };
  }
  if (second !== MEDIA || body.length <= AVC_HEADER_BYTES) return { kind: "nothing" };
  return frameType === KEYFRAME
    ? { kind: "keyframe", compositionMs: body.readIntBE(2, 3) }
    : { kind: "picture" };
}
