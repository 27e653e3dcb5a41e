import { z } from "zod";
import { AssetId } from "./names.ts";
import { Second } from "./time.ts";

/** Most bytes of a film that is uploaded. */
export const MAX_UPLOAD_BYTES = 40_000_000_000;

/** Most bytes of one request of an upload: Workers take a little more. */
export const MAX_UPLOAD_REQUEST_BYTES = 64 * 1024 * 1024;

/** What a file's name ends with when it may be a film. */
export const FILM_ENDINGS = /\.(?:mp4|m4v|mov|mkv|webm|avi|mpg|mpeg|ts|m2ts|mts|mxf|flv|ogv|wmv|3gp)$/i;

/** What an upload says of its film, as tus carries it (`Upload-Metadata`). */
export const UploadWish = z.object({
  filename: z
    .string()
    .min(1, "a file has a name")
    .max(300)
    .regex(FILM_ENDINGS, "is no film: send MP4, MOV, MKV, WebM, TS or MXF"),
  title: z.string().trim().min(1, "give it a title").max(200),
  /** Its name in the library; made of the title when absent. */
  asset: AssetId.optional(),
  replace: z.enum(["true", "false"]).default("false"),
  filler: z.enum(["true", "false"]).default("false"),
});
export type UploadWish = z.infer<typeof UploadWish>;

/** An upload that is not whole yet, or whose film the library would not take. */
export const UploadStatus = z.object({
  upload: z.string(),
  filename: z.string(),
  title: z.string(),
  asset: AssetId.optional(),
  bytes: z.int().positive(),
  arrived: z.int().min(0),
  startedAt: Second,
  problem: z.string().optional(),
});
export type UploadStatus = z.infer<typeof UploadStatus>;

/** `GET /api/v1/library/uploads` (producers only): what is being uploaded, the newest first. */
export const UploadsAnswer = z.object({ uploads: z.array(UploadStatus) });
export type UploadsAnswer = z.infer<typeof UploadsAnswer>;
