import { colourMatrix, pictureSize, type VideoParameters } from "@nonstop/media/parameters";

/** What a room must know of its publisher's pictures before it is conformed. */
export type SourcePicture =
  /** `matrix`: what made its colours, as ffmpeg's `colormatrix` calls it; undefined when they are those of the house. */
  { kind: "fits"; matrix: string | undefined } | { kind: "too-large"; width: number; height: number };

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

/**
 * Reads size and colours from a publisher's decoder parameters. The house is BT.709. What cannot be read is presumed to fit:
 * ffmpeg then says what is wrong with it.
 */
export function readSourcePicture(parameters: VideoParameters | undefined): SourcePicture {
  if (parameters === undefined) return { kind: "fits", matrix: undefined };
  try {
    const { width, height } = pictureSize(parameters);
    if (width * height > MAX_PIXELS) return { kind: "too-large", width, height };
    const signalled = colourMatrix(parameters);
    if (signalled !== undefined) return { kind: "fits", matrix: MATRICES[signalled] };
    return { kind: "fits", matrix: height <= MAX_STANDARD_LINES ? "bt601" : undefined };
  } catch {
    return { kind: "fits", matrix: undefined };
  }
}
