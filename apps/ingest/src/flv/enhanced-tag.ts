import { AAC, AVC, COMMAND_FRAME, END_OF_SEQUENCE, HEADER, MEDIA } from "./flv-codes.ts";
import type { FlvTag } from "./flv-tag.ts";

/** A tag in the plain FLV of old, or why there is none. */
export type PlainTag =
  | { kind: "tag"; tag: FlvTag }
  | { kind: "nothing" }
  | { kind: "unsupported"; what: string };

/** Packet types of Enhanced RTMP (v2, "Enhanced Audio" and "Enhanced Video"). */
const SEQUENCE_START = 0;
const CODED_FRAMES = 1;
const SEQUENCE_END = 2;
const CODED_FRAMES_X = 3;
const MULTITRACK = { audio: 5, video: 6 } as const;
const MOD_EX = 7;

/** Sound format that announces an enhanced audio tag. */
const EX_AUDIO = 9;
const ONE_TRACK = 0;
const MANY_CODECS = 2;
/** The track that everybody plays; others are alternatives to it. */
const MAIN_TRACK = 0;

const NAMES: Readonly<Record<string, string>> = {
  hvc1: "H.265 (HEVC)",
  vvc1: "H.266 (VVC)",
  av01: "AV1",
  vp08: "VP8",
  vp09: "VP9",
  Opus: "Opus",
  fLaC: "FLAC",
  "ac-3": "AC-3",
  "ec-3": "E-AC-3",
  ".mp3": "MP3",
};

/** What an enhanced tag carries once its layers are taken off. */
type Packet = { type: number; fourCc: string; body: Buffer };

/**
 * An Enhanced RTMP tag of H.264 or AAC as the plain tag of old that means the same; the main track of several. A plain tag
 * stays as it is.
 */
export function plainTag(tag: FlvTag): PlainTag {
  const [first = 0] = tag.body;
  const isEnhanced = tag.kind === "video" ? first >= 0x80 : first >> 4 === EX_AUDIO;
  if (!isEnhanced) return { kind: "tag", tag };
  const frameType = (first >> 4) & 7;
  if (tag.kind === "video" && frameType === COMMAND_FRAME) return { kind: "nothing" };
  const packet = unwrap(tag.kind, first & 0x0f, tag.body.subarray(1));
  if (packet === undefined) return { kind: "nothing" };
  const body = tag.kind === "video" ? plainVideo(frameType, packet) : plainAudio(packet);
  if (body === "other-codec")
    return { kind: "unsupported", what: NAMES[packet.fourCc] ?? `the codec "${printable(packet.fourCc)}"` };
  return body === undefined ? { kind: "nothing" } : { kind: "tag", tag: { ...tag, body } };
}

function plainVideo(frameType: number, { type, fourCc, body }: Packet): Buffer | "other-codec" | undefined {
  if (fourCc !== "avc1") return "other-codec";
  const first = (frameType << 4) | AVC;
  if (type === SEQUENCE_START) return Buffer.concat([Buffer.from([first, HEADER, 0, 0, 0]), body]);
  // Its composition time is part of the body here.
  if (type === CODED_FRAMES) return Buffer.concat([Buffer.from([first, MEDIA]), body]);
  if (type === CODED_FRAMES_X) return Buffer.concat([Buffer.from([first, MEDIA, 0, 0, 0]), body]);
  return type === SEQUENCE_END ? Buffer.from([first, END_OF_SEQUENCE, 0, 0, 0]) : undefined;
}

function plainAudio({ type, fourCc, body }: Packet): Buffer | "other-codec" | undefined {
  if (fourCc !== "mp4a") return "other-codec";
  // 44.1 kHz, 16 bit, stereo: the fixed values that AAC tags have, whatever their sound is.
  const first = (AAC << 4) | 0x0f;
  if (type === SEQUENCE_START) return Buffer.concat([Buffer.from([first, HEADER]), body]);
  return type === CODED_FRAMES ? Buffer.concat([Buffer.from([first, MEDIA]), body]) : undefined;
}

/** Takes off modifiers and the choice of tracks; undefined when the tag is cut short or is not of the main track. */
function unwrap(kind: FlvTag["kind"], packetType: number, bytes: Buffer): Packet | undefined {
  let type = packetType;
  let rest = bytes;
  while (type === MOD_EX) {
    const short = (rest[0] ?? 0) + 1;
    const isLong = short === 256;
    if (rest.length < 3) return undefined;
    const size = isLong ? rest.readUInt16BE(1) + 1 : short;
    rest = rest.subarray((isLong ? 3 : 1) + size);
    if (rest.length === 0) return undefined;
    type = rest.readUInt8(0) & 0x0f;
    rest = rest.subarray(1);
  }
  if (type === MULTITRACK[kind]) return mainTrack(rest);
  return rest.length < 4 ? undefined : { type, fourCc: fourCcOf(rest), body: rest.subarray(4) };
}

function mainTrack(bytes: Buffer): Packet | undefined {
  const [first = 0] = bytes;
  const arrangement = first >> 4;
  const type = first & 0x0f;
  let rest = bytes.subarray(1);
  let fourCc = "";
  const takeFourCc = (): void => {
    fourCc = fourCcOf(rest);
    rest = rest.subarray(4);
  };
  if (arrangement !== MANY_CODECS) takeFourCc();
  while (rest.length > 0) {
    if (arrangement === MANY_CODECS) takeFourCc();
    const track = rest[0];
    const isLast = arrangement === ONE_TRACK;
    if (!isLast && rest.length < 4) return undefined;
    const from = isLast ? 1 : 4;
    const size = isLast ? rest.length - 1 : rest.readUIntBE(1, 3);
    if (track === MAIN_TRACK) return { type, fourCc, body: rest.subarray(from, from + size) };
    rest = rest.subarray(from + size);
  }
  return undefined;
}

function fourCcOf(bytes: Buffer): string {
  return bytes.toString("latin1", 0, 4);
}

function printable(text: string): string {
  return text.replaceAll(/[^ -~]/g, "?");
}
