import { z } from "zod";
import { AssetSource } from "./asset-source.ts";
import { MAX_BREAKS } from "./library.ts";
import { AssetId } from "./names.ts";
import { AssetSecond } from "./time.ts";

/** Seconds of media per stored chunk; a multiple of the 8 s in which picture and AAC frames meet. */
export const ASSET_CHUNK_SECONDS = 16;

const Base64 = z.string().regex(/^[A-Za-z0-9+/]+=*$/);

/** SHA-256 of a file, or of several and how they were joined. */
export const Digest = z.string().regex(/^[0-9a-f]{64}$/, "must be 64 hex digits");

/** Decoder parameters: what must be equal for two rooms to be spliced without a discontinuity. Base64. */
export const DecoderParameters = z.object({
  video: z.record(z.string(), z.object({ sps: Base64, pps: Base64 })),
  audio: z.object({ asc: Base64 }),
});
export type DecoderParameters = z.infer<typeof DecoderParameters>;

/**
 * `assets/{asset}/index.json`: a recorded piece in the house format. Written last: an asset exists when its index does.
 * Its chunks, c = 0.., are each `ASSET_CHUNK_SECONDS` long but the last. `source` says where they lie, or what they are put together of.
 */
export const AssetIndex = z.object({
  asset: AssetId,
  title: z.string().min(1),
  durationSeconds: z.int().positive(),
  houseFormat: z.string(),
  parameters: DecoderParameters,
  chunkSeconds: z.literal(ASSET_CHUNK_SECONDS),
  chunkCount: z.int().positive(),
  /** Bytes of all chunks. Of chunks that are put together when they are read it is an estimate. */
  byteLength: z.int().positive(),
  /** Absent: its chunks are `assets/{asset}/{c}.chunk`. */
  source: AssetSource.optional(),
  /** True when it may fill gaps. */
  filler: z.boolean(),
  /** Where the chapters of its file begin, in asset seconds, without the first. It may be interrupted there, unless people say otherwise. */
  chapters: z.array(AssetSecond).max(MAX_BREAKS).optional(),
  /** Of what it was made. */
  digest: Digest.optional(),
});
export type AssetIndex = z.infer<typeof AssetIndex>;

/** Header of a chunk bundle: bytes of all parts are fragments or frames back to back, sizes listed here. */
export const AssetChunkHeader = z.object({
  asset: z.string(),
  /** First asset second in this chunk. */
  firstSecond: AssetSecond,
  seconds: z.int().positive(),
  /** Byte length of each second's fragment, by video rendition. */
  video: z.record(z.string(), z.array(z.int().positive())),
  /**
   * Index of the first asset audio frame stored here. A chunk carries every frame any start phase may ask of its seconds,
   * so neighbours overlap by a frame or two and no second ever needs two chunks.
   */
  firstAudioFrame: z.int().min(0),
  audioFrames: z.array(z.int().positive()),
  parameters: DecoderParameters,
});
export type AssetChunkHeader = z.infer<typeof AssetChunkHeader>;
