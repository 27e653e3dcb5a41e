import { u32, u8 } from "../box-writer.ts";
import { joinBytes } from "../join-bytes.ts";
import type { Sample } from "../fragment.ts";
import { audioFragment, videoFragment } from "../fragment.ts";
import { audioFramesOfSecond, PICTURE_TICKS, PICTURES_PER_SECOND } from "../lattice.ts";
import type { Parameters } from "../parameters.ts";

/**
 * Seconds in the house format without real pictures, for tests that care where bytes go and not what they show. The
 * content is a function of the room's name and the place, so that a test can tell whose picture it holds.
 */

/** Bytes from a hex text. */
export function hex(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

/** What x264 writes for the rungs of the house format. */
export const HOUSE_SPS = {
  v1080: hex("674d4028da01e0089f97016a02020280000003008000001e078c1950"),
  v720: hex("674d401fda014016ec05a808080a000003000200000300781e306540"),
  v480: hex("674d401fda0360f79bc05a808080a0000003002000000781e30654"),
  v360: hex("674d401eda0280bfe5c05a808080a0000003002000000781e2c5d4"),
} as const;
export const HOUSE_PPS = hex("68ef3c80");
export const HOUSE_ASC = hex("119056e500");

/** Parameters of a room with these rungs. */
export function madeUpParameters(renditions: readonly (keyof typeof HOUSE_SPS)[]): Parameters {
  return {
    video: Object.fromEntries(renditions.map((id) => [id, { sps: HOUSE_SPS[id], pps: HOUSE_PPS }])),
    audio: { asc: HOUSE_ASC },
  };
}

function mark(room: string, place: number): Uint8Array {
  return joinBytes([Uint8Array.from(room, (letter) => letter.charCodeAt(0)), u32(place)]);
}

/** The 30 pictures of a room's second: the first an IDR slice, each of one NAL unit. */
export function madeUpPictures(room: string, second: number): Sample[] {
  return Array.from({ length: PICTURES_PER_SECOND }, (_, index) => {
    const isSync = index === 0;
    const body = joinBytes([u8(isSync ? 0x65 : 0x41), mark(room, second * PICTURES_PER_SECOND + index)]);
    return { data: joinBytes([u32(body.byteLength), body]), duration: PICTURE_TICKS, isSync };
  });
}

/** A room's audio frame by its index on the lattice, or in its asset. */
export function madeUpAudioFrame(room: string, frame: number): Uint8Array {
  return mark(room, frame);
}

/** A room's second in all renditions, as a live room offers it. */
export function madeUpSecond(
  room: string,
  second: number,
  renditions: readonly string[],
): Record<string, Uint8Array> {
  const { first, count } = audioFramesOfSecond(second);
  const video = renditions.map((id) => [id, videoFragment(second, madeUpPictures(`${room}/${id}`, second))]);
  const frames = Array.from({ length: count }, (_, k) => madeUpAudioFrame(room, first + k));
  return { ...Object.fromEntries(video), audio: audioFragment(second, frames) };
}
