import { z } from "zod";
import { AssetSource } from "./asset-source.ts";
import { AssetId } from "./names.ts";
import { AssetSecond } from "./time.ts";

/** Seconds of media per stored chunk; a multiple of the 8 s in which picture and AAC frames meet. */
export const ASSET_CHUNK_SECONDS = 16;

const Base64 = z.string().regex(/^[A-Za-z0-9+/]+=*$/);

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

/** `GET /conform/{job}` of ingest. */
export const ConformJob = z.object({
  job: z.string(),
  asset: AssetId,
  title: z.string(),
  /** `arriving`: ingest fetches the file. */
  state: z.enum(["arriving", "queued", "running", "ready", "failed"]),
  /** 0..1 of the source's duration. */
  progress: z.number().min(0).max(1),
  problem: z.string().optional(),
  /** Of a failed job: the same order may succeed later. */
  mayPass: z.boolean().optional(),
  durationSeconds: z.int().optional(),
});
export type ConformJob = z.infer<typeof ConformJob>;

/** Query of `PUT /library/{asset}?title=..&filler=true` of ingest; the body is the file. 202 with a ConformJob. */
export const LibraryUpload = z.object({
  title: z.string().min(1).max(200),
  filler: z.enum(["true", "false"]).default("false"),
});
export type LibraryUpload = z.infer<typeof LibraryUpload>;

/**
 * Body of `POST /library/{asset}` of ingest, which fetches the file itself. 202 with a ConformJob. `source` names the recording where
 * it comes from: as long as its job has not failed, the same source gets the same job again.
 */
export const LibraryOrder = z.object({
  source: z.string().min(1).max(100),
  /** May hold a token: a secret. */
  url: z.url({ protocol: /^https?$/, error: "must be an https address" }).max(4000),
  title: LibraryUpload.shape.title,
  filler: z.boolean().default(false),
});
export type LibraryOrder = z.infer<typeof LibraryOrder>;
