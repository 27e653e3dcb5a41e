import { randomBytes } from "node:crypto";
import { z } from "zod";

/** An id as Cloudflare makes them. */
export const uid = (): string => randomBytes(16).toString("hex");

export const Meta = z.record(z.string(), z.unknown());

const Video = z.object({
  uid: z.string(),
  /** The address from which it is copied; empty for what was sent to a live input. */
  url: z.string(),
  /** The live input that it was sent to. */
  liveInput: z.string().optional(),
  meta: Meta,
  created: z.string(),
  modified: z.string(),
  state: z.enum(["downloading", "live-inprogress", "ready", "error"]),
  errReasonCode: z.string().optional(),
  requireSignedURLs: z.boolean(),
  durationSeconds: z.number().optional(),
  size: z.number().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  downloadAskedMs: z.number().optional(),
});
const LiveInput = z.object({
  uid: z.string(),
  streamKey: z.string(),
  meta: Meta,
  created: z.string(),
  modified: z.string().optional(),
  keysRotatedAt: z.string().optional(),
  recording: Meta,
  enabled: z.boolean().default(true),
  preferLowLatency: z.boolean().default(false),
  deleteRecordingAfterDays: z.number().nullable().default(null),
});

/** What an account of the stand-in holds. */
export const StreamState = z.object({
  videos: z.record(z.string(), Video),
  liveInputs: z.record(z.string(), LiveInput),
  /** Requests that made live inputs, by their `Idempotency-Key`. */
  idempotency: z.record(z.string(), z.object({ uid: z.string(), madeMs: z.number() })).default({}),
  /** Signs tokens. */
  tokenSecret: z.string().default(() => uid()),
  webhook: z.object({ notificationUrl: z.string(), modified: z.string(), secret: z.string() }).optional(),
});
export type StreamState = z.infer<typeof StreamState>;
export type Video = z.infer<typeof Video>;
export type LiveInput = z.infer<typeof LiveInput>;

/** How long it takes to make an MP4. */
const DOWNLOAD_MS = 1000;

/** A video as the API returns it. */
export function videoAnswer(v: Video, origin: string): object {
  const isReady = v.state === "ready";
  const state = isReady ? { pctComplete: "100.000000" } : { pctComplete: "0.000000" };
  const reason = v.errReasonCode === undefined ? {} : { errReasonCode: v.errReasonCode };
  return {
    uid: v.uid,
    meta: v.meta,
    created: v.created,
    modified: v.modified,
    readyToStream: isReady || v.state === "live-inprogress",
    status: { state: v.state, ...state, ...reason },
    duration: v.durationSeconds ?? -1,
    size: v.size ?? 0,
    input: { width: v.width ?? -1, height: v.height ?? -1 },
    playback: playbackOf(v.uid, origin),
    requireSignedURLs: v.requireSignedURLs,
    ...(v.liveInput === undefined ? {} : { liveInput: v.liveInput }),
  };
}

/** The state of the MP4 of a video as the API returns it; empty before it was requested. */
export function downloadsAnswer(
  v: Video,
  o: { origin: string; nowMs: number; fate: "made" | "stuck" | "failed" },
): object {
  if (v.downloadAskedMs === undefined) return {};
  const made = Math.round(((o.nowMs - v.downloadAskedMs) / DOWNLOAD_MS) * 100);
  const percentComplete = Math.min(o.fate === "made" ? 100 : 40, made);
  const url = `${o.origin}/${v.uid}/downloads/default.mp4`;
  return {
    default: {
      status: o.fate === "failed" ? "error" : percentComplete < 100 ? "inprogress" : "ready",
      url,
      percentComplete,
    },
  };
}

/** A live input as the API returns it. */
export function inputAnswer(
  { streamKey, ...told }: LiveInput,
  o: { origin: string; rtmpsUrl: string; status: string | null },
): object {
  return {
    ...told,
    modified: told.modified ?? told.created,
    rtmps: { url: o.rtmpsUrl, streamKey },
    playback: playbackOf(told.uid, o.origin),
    status: o.status,
  };
}

/** A live input in the list of all: without what it takes to send to it. */
export function listedInput({ uid: id, meta, created, modified, enabled, ...rest }: LiveInput): object {
  const { deleteRecordingAfterDays } = rest;
  return { uid: id, meta, created, modified: modified ?? created, enabled, deleteRecordingAfterDays };
}

function playbackOf(id: string, origin: string): object {
  return { hls: `${origin}/${id}/manifest/video.m3u8`, dash: `${origin}/${id}/manifest/video.mpd` };
}
