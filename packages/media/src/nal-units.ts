import { MediaError } from "./media-error.ts";

/** NAL unit type of an IDR slice. */
export const IDR_SLICE = 5;

/**
 * Types of a picture's NAL units, in order. A 4-byte length precedes each unit. Lengths that do not fit throw a
 * MediaError.
 */
export function nalUnitTypes(picture: Uint8Array): number[] {
  const view = new DataView(picture.buffer, picture.byteOffset, picture.byteLength);
  const types: number[] = [];
  let at = 0;
  while (at < picture.byteLength) {
    if (picture.byteLength - at < 5) throw new MediaError("a NAL unit is cut short");
    const length = view.getUint32(at);
    if (length === 0 || length > picture.byteLength - at - 4)
      throw new MediaError("a NAL unit's length does not fit its picture");
    types.push(view.getUint8(at + 4) & 0x1f);
    at += 4 + length;
  }
  return types;
}
