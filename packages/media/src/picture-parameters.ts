import { MediaError } from "./media-error.ts";

/** What a sequence parameter set says of the pictures (H.264, 7.3.2.1.1); sizes in pixels. */
export type PictureParameters = {
  profile: number;
  constraints: number;
  level: number;
  chromaFormat: number;
  lumaBits: number;
  chromaBits: number;
  width: number;
  height: number;
  /** Whether pictures may be of two fields (6.4). */
  mayBeInterlaced: boolean;
  /** Code of the matrix from RGB (ITU-T H.273, 8.3); undefined when none is signalled. */
  matrix: number | undefined;
};

/** Code of a matrix that the sender leaves open. */
const UNSPECIFIED = 2;
/** Code of a pixel aspect whose numbers follow. */
const EXTENDED_ASPECT = 255;
const PROFILES_WITH_CHROMA = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);

/** Reads an SPS NAL unit. Throws a MediaError when it is none. */
export function readPictureParameters(sps: Uint8Array): PictureParameters {
  if (sps.byteLength < 4 || ((sps[0] ?? 0) & 0x1f) !== 7)
    throw new MediaError("not a sequence parameter set");
  const [, profile = 0, constraints = 0, level = 0] = sps;
  const bits = new BitReader(withoutEmulation(sps.subarray(4)));
  bits.unsigned();
  const chroma = PROFILES_WITH_CHROMA.has(profile) ? readChroma(bits) : { format: 1, luma: 8, chroma: 8 };
  bits.unsigned();
  skipPictureOrder(bits);
  bits.unsigned();
  bits.bits(1);
  const columns = bits.unsigned() + 1;
  const rows = bits.unsigned() + 1;
  const framesOnly = bits.bits(1);
  if (framesOnly === 0) bits.bits(1);
  bits.bits(1);
  const crop = bits.bits(1) === 1 ? readFour(bits) : [0, 0, 0, 0];
  const [left = 0, right = 0, top = 0, bottom = 0] = crop;
  const unitX = chroma.format === 1 || chroma.format === 2 ? 2 : 1;
  const unitY = (chroma.format === 1 ? 2 : 1) * (2 - framesOnly);
  const width = columns * 16 - (left + right) * unitX;
  const height = rows * 16 * (2 - framesOnly) - (top + bottom) * unitY;
  if (width <= 0 || height <= 0) throw new MediaError("sequence parameter set: no picture left");
  return {
    profile,
    constraints,
    level,
    chromaFormat: chroma.format,
    lumaBits: chroma.luma,
    chromaBits: chroma.chroma,
    width,
    height,
    mayBeInterlaced: framesOnly === 0,
    matrix: bits.bits(1) === 1 ? readMatrix(bits) : undefined,
  };
}

/** Reads the usability information (E.1.1) as far as the colours. */
function readMatrix(bits: BitReader): number | undefined {
  if (bits.bits(1) === 1 && bits.bits(8) === EXTENDED_ASPECT) bits.bits(32);
  if (bits.bits(1) === 1) bits.bits(1);
  if (bits.bits(1) === 0) return undefined;
  bits.bits(4);
  if (bits.bits(1) === 0) return undefined;
  bits.bits(16);
  const matrix = bits.bits(8);
  return matrix === UNSPECIFIED ? undefined : matrix;
}

function readFour(bits: BitReader): number[] {
  return [bits.unsigned(), bits.unsigned(), bits.unsigned(), bits.unsigned()];
}

function readChroma(bits: BitReader): { format: number; luma: number; chroma: number } {
  const format = bits.unsigned();
  if (format === 3) bits.bits(1);
  const luma = bits.unsigned() + 8;
  const chroma = bits.unsigned() + 8;
  bits.bits(1);
  if (bits.bits(1) === 1)
    for (let list = 0; list < (format === 3 ? 12 : 8); list += 1)
      if (bits.bits(1) === 1) skipScalingList(bits, list < 6 ? 16 : 64);
  return { format, luma, chroma };
}

/** A scaling list (7.3.2.1.1.1): it ends early where the next scale would be 0. */
function skipScalingList(bits: BitReader, length: number): void {
  let scale = 8;
  for (let index = 0; index < length && scale !== 0; index += 1) scale = (scale + bits.signed() + 256) % 256;
}

function skipPictureOrder(bits: BitReader): void {
  const kind = bits.unsigned();
  if (kind === 0) bits.unsigned();
  if (kind !== 1) return;
  bits.bits(1);
  bits.unsigned();
  bits.unsigned();
  const cycle = bits.unsigned();
  if (cycle > 255) throw new MediaError("sequence parameter set: picture order cycle is too long");
  for (let index = 0; index < cycle; index += 1) bits.unsigned();
}

/** Removes the 3 of every 0 0 3. */
function withoutEmulation(bytes: Uint8Array): Uint8Array {
  return bytes.filter((byte, at) => !(byte === 3 && at >= 2 && bytes[at - 1] === 0 && bytes[at - 2] === 0));
}

class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  bits(count: number): number {
    let value = 0;
    for (let index = 0; index < count; index += 1) {
      const byte = this.#bytes[this.#at >> 3];
      if (byte === undefined) throw new MediaError("sequence parameter set: cut short");
      value = value * 2 + ((byte >> (7 - (this.#at & 7))) & 1);
      this.#at += 1;
    }
    return value;
  }

  signed(): number {
    const code = this.unsigned();
    return code % 2 === 1 ? (code + 1) / 2 : -code / 2;
  }

  /** Reads an Exp-Golomb code. A signed code has the same length, so this skips those too. */
  unsigned(): number {
    let zeros = 0;
    while (this.bits(1) === 0) {
      zeros += 1;
      if (zeros > 31) throw new MediaError("sequence parameter set: a number is too long");
    }
    return 2 ** zeros - 1 + this.bits(zeros);
  }
}
