import type { Second } from "./units.ts";

const TABLE_ID = 0xfc;
const SPLICE_INSERT = 5;
const PTS_PER_SECOND = 90_000;
const PTS_WRAP = 2 ** 33;

/** Writes fields of so many bits, the highest first. */
class Bits {
  #text = "";

  write(value: number, bits: number): this {
    this.#text += value.toString(2).padStart(bits, "0").slice(-bits);
    return this;
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#text.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
  }
}

/** The checksum of MPEG-2 sections: polynomial 04C11DB7, all ones at first, nothing reflected. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  }
  return crc >>> 0;
}

/**
 * A `splice_info_section` with a `splice_insert` for a break `[from, to)`: `out` leaves the programme at `from`, for so long where
 * `to` says it, `in` returns to it at `to`. As attributes of EXT-X-DATERANGE have it: hexadecimal, with `0x` before it. ANSI/SCTE 35 2023, 9.6.1 and
 * 9.7.3; RFC 8216bis, 4.4.5.1.1.
 */
export function spliceInformation(
  which: "out" | "in",
  { from, to }: { from: Second; to?: Second | undefined },
): string {
  const isOut = which === "out";
  const isTimed = isOut && to !== undefined;
  const pts = ((isOut ? from : (to ?? from)) * PTS_PER_SECOND) % PTS_WRAP;
  const command = new Bits()
    .write(from % 2 ** 32, 32)
    // Not cancelled; reserved bits are ones everywhere.
    .write(0x7f, 8)
    .write(isOut ? 1 : 0, 1)
    // The whole programme, with a duration for the way out alone, at a time that is stated.
    .write(1, 1)
    .write(isTimed ? 1 : 0, 1)
    .write(0, 1)
    .write(0xf, 4)
    .write(0x7f, 7)
    .write(pts, 33);
  if (isTimed) command.write(0x7f, 7).write((to - from) * PTS_PER_SECOND, 33);
  command.write(1, 16).write(0, 8).write(0, 8);
  const body = command.bytes();
  const section = new Bits()
    .write(TABLE_ID, 8)
    .write(0b0011, 4)
    // What follows it: 11 bytes of header, the command with its type, an empty loop of descriptors, the checksum.
    .write(11 + body.length + 2 + 4, 12)
    .write(0, 8)
    .write(0, 7)
    .write(0, 33)
    .write(0xff, 8)
    .write(0xfff, 12)
    .write(body.length, 12)
    .write(SPLICE_INSERT, 8);
  for (const byte of body) section.write(byte, 8);
  const bytes = section.write(0, 16).bytes();
  return `0x${hex(bytes)}${hex(new Bits().write(crc32(bytes), 32).bytes())}`;
}

const hex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join("");
