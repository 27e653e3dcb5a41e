import { z } from "zod";
import { HouseVersion, RenditionId } from "./names.ts";

/** One video rung: H.264 Main, constant 30 fps, closed GOP of 30, no B-frames. */
export type VideoRendition = {
  id: string;
  width: number;
  height: number;
  /** CBR-ish: also maxrate and VBV buffer. */
  bitsPerSecond: number;
  /** As in x264's `-level`. */
  level: string;
  /** RFC 6381, as the encoder writes it into avcC. */
  codec: string;
};

/** The one format every source is conformed to. Everything that shapes avcC is here. */
export type HouseFormat = {
  name: HouseFormatName;
  /** x264 preset: shapes SPS/PPS, so it is part of the format. */
  preset: "superfast";
  profile: "main";
  /** Highest first. */
  video: readonly VideoRendition[];
  audio: { id: "audio"; bitsPerSecond: number; sampleRate: 48000; channels: 2; codec: "mp4a.40.2" };
};

/** A house format that a channel has aired in. Its name may be one that only an earlier deployment knew. */
export type AiredFormat = Omit<HouseFormat, "name"> & { name: string };

export const HOUSE_FORMAT_NAMES = ["720p", "360p", "ladder"] as const;
export type HouseFormatName = (typeof HOUSE_FORMAT_NAMES)[number];

const V1080 = {
  id: "v1080",
  width: 1920,
  height: 1080,
  bitsPerSecond: 4_300_000,
  level: "4",
  codec: "avc1.4d4028",
};
const V720 = {
  id: "v720",
  width: 1280,
  height: 720,
  bitsPerSecond: 2_500_000,
  level: "3.1",
  codec: "avc1.4d401f",
};
const V480 = {
  id: "v480",
  width: 854,
  height: 480,
  bitsPerSecond: 1_200_000,
  level: "3.1",
  codec: "avc1.4d401f",
};
const V360 = {
  id: "v360",
  width: 640,
  height: 360,
  bitsPerSecond: 700_000,
  level: "3",
  codec: "avc1.4d401e",
};

const AUDIO = {
  id: "audio",
  bitsPerSecond: 128_000,
  sampleRate: 48000,
  channels: 2,
  codec: "mp4a.40.2",
} as const;
const house = (name: HouseFormatName, video: readonly VideoRendition[]): HouseFormat => ({
  name,
  preset: "superfast",
  profile: "main",
  video,
  audio: AUDIO,
});

/** `720p` for dev, `360p` for tests, `ladder` for production. Chosen by the setting `HOUSE_FORMAT`. */
export const HOUSE_FORMATS: Readonly<Record<HouseFormatName, HouseFormat>> = {
  "720p": house("720p", [V720]),
  "360p": house("360p", [V360]),
  ladder: house("ladder", [V1080, V720, V480, V360]),
};

/** All rendition ids of a format: the video rungs, then `audio`. */
export function renditionIds(format: AiredFormat): string[] {
  return [...format.video.map((rung) => rung.id), format.audio.id];
}

const Size = z.int().positive();

/**
 * Header of `houses/{version}.house`: a house format that the channel has aired in, with its slate as the part `slate`. What
 * aired in it can be watched from this alone, whatever the Workers know by then.
 */
export const StoredHouse = z.object({
  version: HouseVersion,
  format: z.object({
    name: z.string(),
    preset: z.literal("superfast"),
    profile: z.literal("main"),
    video: z
      .array(
        z.object({
          id: RenditionId,
          width: Size,
          height: Size,
          bitsPerSecond: Size,
          level: z.string(),
          codec: z.string(),
        }),
      )
      .min(1),
    audio: z.object({
      id: z.literal("audio"),
      bitsPerSecond: Size,
      sampleRate: z.literal(48000),
      channels: z.literal(2),
      codec: z.literal("mp4a.40.2"),
    }),
  }),
});
