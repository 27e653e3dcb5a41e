import { expect, it } from "vitest";
import { spliceInformation } from "./splice-information.ts";

const FROM = 1_806_000_000;

/** The sample of a splice_insert in ANSI/SCTE 35 2023, 14.2: it proves the reader below. */
const SAMPLE =
  "0xFC302F000000000000FFFFF014054800008F7FEFFE7369C02EFE0052CCF500000000000A0008435545490000013562DBA30A";

/** Reads a section with a splice_insert of a whole programme, field by field, and checks its lengths and its checksum. */
function read(text: string) {
  const bytes = (text.slice(2).match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16));
  const bits = bytes.map((byte) => byte.toString(2).padStart(8, "0")).join("");
  let at = 0;
  const take = (count: number): number => Number.parseInt(bits.slice(at, (at += count)), 2);
  const skip = (count: number): void => void (at += count);
  expect(take(8)).toBe(0xfc);
  skip(4);
  expect(take(12)).toBe(bytes.length - 3);
  skip(8 + 1 + 6 + 33 + 8 + 12);
  const commandLength = take(12);
  expect(take(8)).toBe(5);
  const commandAt = at;
  const event = take(32);
  skip(8);
  const [isOut, isProgramme, hasDuration, isImmediate] = [take(1), take(1), take(1), take(1)];
  expect([isProgramme, isImmediate]).toEqual([1, 0]);
  skip(4);
  expect(take(1)).toBe(1);
  skip(6);
  const pts = take(33);
  let duration: number | undefined;
  if (hasDuration === 1) {
    skip(7);
    duration = take(33);
  }
  skip(16 + 8 + 8);
  expect(at - commandAt).toBe(8 * commandLength);
  skip(8 * take(16));
  skip(32);
  expect(at).toBe(bits.length);
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  }
  // Over a section with its checksum nothing is left.
  expect(crc >>> 0).toBe(0);
  return { event, isOut: isOut === 1, pts, duration };
}

it("is read as the standard's own sample is", () => {
  expect(read(SAMPLE)).toEqual({ event: 0x4800008f, isOut: true, pts: 0x07369c02e, duration: 0x00052ccf5 });
});

it("leaves the programme for so long", () => {
  expect(read(spliceInformation("out", { from: FROM, to: FROM + 90 }))).toEqual({
    event: FROM,
    isOut: true,
    pts: (FROM * 90_000) % 2 ** 33,
    duration: 90 * 90_000,
  });
});

it("comes back to it with the same event", () => {
  expect(read(spliceInformation("in", { from: FROM, to: FROM + 90 }))).toEqual({
    event: FROM,
    isOut: false,
    pts: ((FROM + 90) * 90_000) % 2 ** 33,
    duration: undefined,
  });
});
