import { ascii, box, fullBox, u8, u16, u32 } from "./box-writer.ts";
import { type Bytes, joinBytes } from "./join-bytes.ts";
import { AUDIO_TIMESCALE, VIDEO_TIMESCALE } from "./lattice.ts";
import type { AudioParameters, VideoParameters } from "./parameters.ts";
import type { PictureParameters } from "./picture-parameters.ts";
import { readPictureParameters } from "./picture-parameters.ts";
import { readSoundParameters } from "./sound-parameters.ts";

const TRACK_ID = 1;
const IDENTITY_MATRIX = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);
const UNDETERMINED_LANGUAGE = 0x55c4;
const PROFILES_WITH_CHROMA = new Set([100, 110, 122, 144]);

/** Init segment of a video rendition: track 1 at 90 kHz, no edit list, no durations. */
export function videoInitSegment(p: VideoParameters): Bytes {
  const picture = readPictureParameters(p.sps);
  const { width, height } = picture;
  const entry = box(
    "avc1",
    u8(0, 0, 0, 0, 0, 0),
    u16(1),
    new Uint8Array(16),
    u16(width, height),
    u32(0x480000, 0x480000, 0),
    u16(1),
    new Uint8Array(32),
    u16(24, 0xffff),
    box("avcC", decoderConfiguration(p, picture)),
    box("pasp", u32(1, 1)),
  );
  return initSegment({
    timescale: VIDEO_TIMESCALE,
    width,
    height,
    volume: 0,
    handler: "vide",
    name: "VideoHandler",
    mediaHeader: fullBox("vmhd", 0, 1, u16(0, 0, 0, 0)),
    entry,
  });
}

/** Init segment of the audio rendition: track 1 at 48 kHz. */
export function audioInitSegment(p: AudioParameters): Bytes {
  const { channels, sampleRate } = readSoundParameters(p.asc);
  const entry = box(
    "mp4a",
    u8(0, 0, 0, 0, 0, 0),
    u16(1),
    u32(0, 0),
    u16(channels, 16, 0, 0),
    u32(sampleRate * 0x10000),
    fullBox("esds", 0, 0, elementaryStream(p.asc)),
  );
  return initSegment({
    timescale: AUDIO_TIMESCALE,
    width: 0,
    height: 0,
    volume: 0x100,
    handler: "soun",
    name: "SoundHandler",
    mediaHeader: fullBox("smhd", 0, 0, u16(0, 0)),
    entry,
  });
}

function decoderConfiguration(p: VideoParameters, picture: PictureParameters): Bytes {
  const { profile, constraints, level, chromaFormat, lumaBits, chromaBits } = picture;
  const chroma = PROFILES_WITH_CHROMA.has(profile)
    ? u8(0xfc | chromaFormat, 0xf8 | (lumaBits - 8), 0xf8 | (chromaBits - 8), 0)
    : u8();
  return joinBytes([
    u8(1, profile, constraints, level, 0xff, 0xe1),
    u16(p.sps.byteLength),
    p.sps,
    u8(1),
    u16(p.pps.byteLength),
    p.pps,
    chroma,
  ]);
}

/** Descriptors of ISO 14496-1: ES, decoder configuration (AAC, audio, no declared rates), its specific info, SL. */
function elementaryStream(asc: Uint8Array): Bytes {
  const descriptor = (tag: number, ...contents: readonly Uint8Array[]): Bytes => {
    const body = joinBytes(contents);
    return joinBytes([u8(tag, body.byteLength), body]);
  };
  const specific = descriptor(5, asc);
  const decoder = descriptor(4, u8(0x40, 0x15, 0, 0, 0), u32(0, 0), specific);
  return descriptor(3, u16(TRACK_ID), u8(0), decoder, descriptor(6, u8(2)));
}

type Track = {
  timescale: number;
  width: number;
  height: number;
  volume: number;
  handler: string;
  name: string;
  mediaHeader: Bytes;
  entry: Bytes;
};

function initSegment(track: Track): Bytes {
  const movieHeader = fullBox(
    "mvhd",
    0,
    0,
    u32(0, 0, 1000, 0, 0x10000),
    u16(0x100, 0),
    u32(0, 0),
    IDENTITY_MATRIX,
    new Uint8Array(24),
    u32(TRACK_ID + 1),
  );
  const movieExtends = box("mvex", fullBox("trex", 0, 0, u32(TRACK_ID, 1, 0, 0, 0)));
  return joinBytes([
    box("ftyp", ascii("iso6"), u32(0), ascii("iso6cmfcmp41")),
    box("moov", movieHeader, trackBox(track), movieExtends),
  ]);
}

function trackBox(track: Track): Bytes {
  const header = fullBox(
    "tkhd",
    0,
    3,
    u32(0, 0, TRACK_ID, 0, 0, 0, 0),
    u16(0, 0, track.volume, 0),
    IDENTITY_MATRIX,
    u32(track.width * 0x10000, track.height * 0x10000),
  );
  const media = box(
    "mdia",
    fullBox("mdhd", 0, 0, u32(0, 0, track.timescale, 0), u16(UNDETERMINED_LANGUAGE, 0)),
    fullBox("hdlr", 0, 0, u32(0), ascii(track.handler), u32(0, 0, 0), ascii(`${track.name}\0`)),
    box(
      "minf",
      track.mediaHeader,
      box("dinf", fullBox("dref", 0, 0, u32(1), fullBox("url ", 0, 1))),
      box(
        "stbl",
        fullBox("stsd", 0, 0, u32(1), track.entry),
        fullBox("stts", 0, 0, u32(0)),
        fullBox("stsc", 0, 0, u32(0)),
        fullBox("stsz", 0, 0, u32(0, 0)),
        fullBox("stco", 0, 0, u32(0)),
      ),
    ),
  );
  return box("trak", header, media);
}
