import { type Bytes, joinBytes } from "./join-bytes.ts";

/** An ISO BMFF box: `u32 size, type, contents`. */
export function box(type: string, ...contents: readonly Uint8Array[]): Bytes {
  const size = contents.reduce((sum, part) => sum + part.byteLength, 8);
  return joinBytes([u32(size), ascii(type), ...contents]);
}

/** A box that begins with a version byte and 24 flag bits. */
export function fullBox(
  type: string,
  version: number,
  flags: number,
  ...contents: readonly Uint8Array[]
): Bytes {
  return box(type, u32(version * 0x1000000 + flags), ...contents);
}

/** Single bytes. */
export function u8(...values: readonly number[]): Bytes {
  return Uint8Array.from(values);
}

/** 16-bit numbers, big endian. */
export function u16(...values: readonly number[]): Bytes {
  return Uint8Array.from(values.flatMap((value) => [value >>> 8, value]));
}

/** 32-bit numbers, big endian, modulo 2^32. */
export function u32(...values: readonly number[]): Bytes {
  const out = new Uint8Array(values.length * 4);
  const view = new DataView(out.buffer);
  for (const [index, value] of values.entries()) view.setUint32(index * 4, value);
  return out;
}

/** One 64-bit number, big endian; a safe integer. */
export function u64(value: number): Bytes {
  return u32(Math.floor(value / 0x100000000), value);
}

/** ASCII text without a terminator. */
export function ascii(text: string): Bytes {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
