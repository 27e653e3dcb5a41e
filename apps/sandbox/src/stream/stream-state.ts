import { randomBytes } from "node:crypto";
import { z } from "zod";

export const Meta = z.record(z.string(), z.unknown());

const Video = z.object({
  uid: z.string(),
  /** The address from which it is copied. */
  url: z.string(),
  meta: Meta,
  created: z.string(),
  modified: z.string(),
  state: z.enum(["downloading", "ready", "error"]),
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
  recording: Meta,
  enabled: z.boolean().default(true),
  preferLowLatency: z.boolean().default(false),
  deleteRecordingAfterDays: z.number().nullable().default(null),
});

/** What an account of the stand-in holds. */
export const StreamState = z.object({
  videos: z.record(z.string(), Video),
  liveInputs: z.record(z.string(), LiveInput),
  webhook: z.object({ notificationUrl: z.string(), modified: z.string(), secret: z.string() }).optional(),
});
export type StreamState = z.infer<typeof StreamState>;
export type Video = z.infer<typeof Video>;
export type LiveInput = z.infer<typeof LiveInput>;

/** An id as Cloudflare makes them. */
export const uid = (): string => randomBytes(16).toString("hex");

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
    readyToStream: isReady,
    status: { state: v.state, ...state, ...reason },
    duration: v.durationSeconds ?? -1,
    size: v.size ?? 0,
    input: { width: v.width ?? -1, height: v.height ?? -1 },
    playback: playbackOf(v.uid, origin),
    requireSignedURLs: v.requireSignedURLs,
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
export function inputAnswer(input: LiveInput, origin: string): object {
  const { streamKey, ...told } = input;
  return {
    ...told,
    modified: input.modified ?? input.created,
    rtmps: { url: "rtmps://live.cloudflare.com:443/live/", streamKey },
    playback: playbackOf(input.uid, origin),
    status: null,
  };
}

function playbackOf(id: string, origin: string): object {
  return { hls: `${origin}/${id}/manifest/video.m3u8`, dash: `${origin}/${id}/manifest/video.mpd` };
}
