import type { Box, FieldReader } from "./box-reader.ts";
import { childBoxes, fieldsOf, onlyBox, readBoxes } from "./box-reader.ts";
import { MediaError } from "./media-error.ts";
import type { SampleDefaults } from "./movie-fragment.ts";
import type { AudioParameters, VideoParameters } from "./parameters.ts";

/** A track of a `moov`; `timescale` in ticks per second. */
export type MovieTrack = { id: number; timescale: number; defaults: SampleDefaults } & (
  | { kind: "video"; parameters: VideoParameters }
  | { kind: "audio"; parameters: AudioParameters }
);

/** The H.264 and AAC tracks of a `moov`, in its order; tracks of other kinds are left out. */
export function readMovie(bytes: Uint8Array, moov: Box): MovieTrack[] {
  const boxes = childBoxes(bytes, moov);
  const mvex = childBoxes(bytes, onlyBox(boxes, "mvex"));
  const defaults = new Map(mvex.filter((box) => box.type === "trex").map((box) => readDefaults(bytes, box)));
  return boxes
    .filter((box) => box.type === "trak")
    .map((trak) => readTrack(bytes, trak, defaults))
    .filter((track) => track !== undefined);
}

function readDefaults(bytes: Uint8Array, trex: Box): [number, SampleDefaults] {
  const fields = fieldsOf(bytes, trex);
  fields.versionAndFlags();
  const id = fields.u32();
  fields.u32();
  return [id, { duration: fields.u32(), size: fields.u32(), flags: fields.u32() }];
}

function readTrack(
  bytes: Uint8Array,
  trak: Box,
  defaults: ReadonlyMap<number, SampleDefaults>,
): MovieTrack | undefined {
  const boxes = childBoxes(bytes, trak);
  const header = fieldsOf(bytes, onlyBox(boxes, "tkhd"));
  header.skip(header.versionAndFlags().version === 1 ? 16 : 8);
  const id = header.u32();
  const mdia = childBoxes(bytes, onlyBox(boxes, "mdia"));
  const handler = fieldsOf(bytes, onlyBox(mdia, "hdlr"));
  handler.skip(8);
  const kind = handler.u32();
  if (kind !== VIDEO_HANDLER && kind !== SOUND_HANDLER) return undefined;
  const media = fieldsOf(bytes, onlyBox(mdia, "mdhd"));
  media.skip(media.versionAndFlags().version === 1 ? 16 : 8);
  const timescale = media.u32();
  if (timescale === 0) throw new MediaError("box mdhd: no timescale");
  const minf = childBoxes(bytes, onlyBox(mdia, "minf"));
  const stbl = childBoxes(bytes, onlyBox(minf, "stbl"));
  const entry = readSampleEntry(bytes, onlyBox(stbl, "stsd"));
  const common = { id, timescale, defaults: defaults.get(id) ?? {} };
  return kind === VIDEO_HANDLER
    ? { ...common, kind: "video", parameters: readVideo(bytes, entry) }
    : { ...common, kind: "audio", parameters: readAudio(bytes, entry) };
}

const VIDEO_HANDLER = 0x76696465;
const SOUND_HANDLER = 0x736f756e;

function readSampleEntry(bytes: Uint8Array, stsd: Box): Box {
  const [entry, ...more] = readBoxes(bytes, fieldsOf(bytes, stsd).skip(8) + 8, stsd.end);
  if (entry === undefined || more.length > 0) throw new MediaError("box stsd: must have one entry");
  return entry;
}

function readVideo(bytes: Uint8Array, entry: Box): VideoParameters {
  if (entry.type !== "avc1")
    throw new MediaError(`video is ${entry.type}, not H.264 with its parameters in avc1`);
  const children = readBoxes(bytes, fieldsOf(bytes, entry).skip(78) + 78, entry.end);
  const fields = fieldsOf(bytes, onlyBox(children, "avcC"));
  fields.skip(4);
  if ((fields.u8() & 3) !== 3) throw new MediaError("box avcC: NAL unit lengths are not 4 bytes");
  const sps = readParameterSet(bytes, fields, fields.u8() & 31);
  const pps = readParameterSet(bytes, fields, fields.u8());
  return { sps, pps };
}

function readParameterSet(bytes: Uint8Array, fields: FieldReader, count: number): Uint8Array {
  if (count !== 1) throw new MediaError(`box avcC: ${count} parameter sets of a kind, not one`);
  const length = fields.u16();
  const from = fields.skip(length);
  return bytes.slice(from, from + length);
}

function readAudio(bytes: Uint8Array, entry: Box): AudioParameters {
  if (entry.type !== "mp4a") throw new MediaError(`audio is ${entry.type}, not AAC`);
  const fields = fieldsOf(bytes, entry);
  fields.skip(8);
  // QuickTime's version 1 has four more words.
  const quickTime = fields.u16() === 1 ? 16 : 0;
  fields.skip(18 + quickTime);
  const esds = fieldsOf(bytes, onlyBox(readBoxes(bytes, fields.at, entry.end), "esds"));
  esds.versionAndFlags();
  return { asc: readSpecificInfo(bytes, esds) };
}

/** The AudioSpecificConfig within an ES descriptor (ISO 14496-1, 7.2.6.5). */
function readSpecificInfo(bytes: Uint8Array, fields: FieldReader): Uint8Array {
  enterDescriptor(fields, 3);
  fields.u16();
  const flags = fields.u8();
  if (flags & 0x80) fields.u16();
  if (flags & 0x40) fields.skip(fields.u8());
  if (flags & 0x20) fields.u16();
  enterDescriptor(fields, 4);
  fields.skip(13);
  const length = enterDescriptor(fields, 5);
  const from = fields.skip(length);
  return bytes.slice(from, from + length);
}

/** Reads a descriptor's tag and length (up to four bytes of 7 bits), in bytes. */
function enterDescriptor(fields: FieldReader, tag: number): number {
  const found = fields.u8();
  if (found !== tag) throw new MediaError(`box esds: descriptor ${found}, not ${tag}`);
  let length = 0;
  for (let index = 0; index < 4; index += 1) {
    const byte = fields.u8();
    length = length * 128 + (byte & 127);
    if ((byte & 128) === 0) break;
  }
  return length;
}
