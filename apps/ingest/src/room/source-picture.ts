import { pictureMake, pictureSize, type VideoParameters } from "@nonstop/media/parameters";

/** What a room must know of its publisher's pictures before it is conformed. */
export type SourcePicture =
  /** `filters`: what ffmpeg must do to them before they are as the house's, in order. */
  { kind: "fits"; filters: readonly string[] } | { kind: "too-large"; width: number; height: number };

/** Pixels of the largest picture that is decoded: 4096x2304, as in H.264 level 5.1. */
const MAX_PIXELS = 4096 * 2304;
/** Up to so many lines a picture that signals no matrix is presumed to be of standard definition. */
const MAX_STANDARD_LINES = 576;

const MATRICES: Readonly<Record<number, string>> = {
  4: "fcc",
  5: "bt601",
  6: "bt601",
  7: "smpte240m",
  9: "bt2020",
  10: "bt2020",
};

/** Frames that are not of two fields pass through. */
const DEINTERLACE = "bwdif=mode=send_frame:deint=interlaced";

/**
 * Reads size, fields and colours from a publisher's decoder parameters. The house is progressive and BT.709. What cannot be read
 * is presumed to fit: ffmpeg then says what is wrong with it.
 */
export function readSourcePicture(parameters: VideoParameters): SourcePicture {
  try {
    const { width, height } = pictureSize(parameters);
    if (width * height > MAX_PIXELS) return { kind: "too-large", width, height };
    const { mayBeInterlaced, matrix } = pictureMake(parameters);
    const presumed = height <= MAX_STANDARD_LINES ? "bt601" : undefined;
    const from = matrix === undefined ? presumed : MATRICES[matrix];
    const colours = from === undefined ? [] : [`colormatrix=${from}:bt709`];
    return { kind: "fits", filters: mayBeInterlaced ? [DEINTERLACE, ...colours] : colours };
  } catch {
    return { kind: "fits", filters: [] };
  }
}
