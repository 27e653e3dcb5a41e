import type { VendorAnswer } from "../ports/vendor-answer.ts";
import type { ConformOrders } from "../../vendors/ingest/conform-orders.ts";
import type { StreamApi } from "../../vendors/stream/videos.ts";
import { ownAssetName, type StreamVideo, type VideoStep } from "./video.ts";

/** What the steps reach the world through, and the time. */
export type VideoDoors = {
  stream: StreamApi | undefined;
  ingest: ConformOrders;
  nowMs: number;
};

/** `wait`: nothing is wrong, there is nothing to do yet. `forget`: Stream has no such video. */
export type VideoOutcome =
  | { kind: "done"; change: Partial<StreamVideo> }
  | { kind: "wait"; afterMs: number }
  | { kind: "retry"; message: string; askedMs?: number; change?: Partial<StreamVideo> }
  | { kind: "problem"; message: string }
  | { kind: "forget" };

const DOWNLOAD_LOOK_MS = 3_000;
/** The end of a job that goes well is heard at once, by the piece that comes into the library. */
const JOB_LOOK_MS = 20_000;
/** Who deletes a video in Stream because of our warning wants to see it go. */
export const LOOK_AGAIN_MS = 10 * 60_000;
const HOUR_MS = 3600_000;
const TOKEN_SECONDS = 6 * 3600;

/** Does one step. Never throws for what Stream or ingest answers; repeating it is harmless. */
export async function runVideoStep(
  step: Exclude<VideoStep, { kind: "done" }>,
  video: StreamVideo,
  doors: VideoDoors,
): Promise<VideoOutcome> {
  if (step.kind === "watch") return watch(step.job, video, doors);
  const { stream, nowMs } = doors;
  if (stream === undefined)
    return retry("Stream is not set up: set STREAM_ACCOUNT_ID and STREAM_API_TOKEN.", HOUR_MS);
  switch (step.kind) {
    case "ask-download": {
      const asked = await stream.askDownload(video.uid);
      return asked.kind === "ok" ? done({ downloadAskedMs: nowMs }) : failed(asked);
    }
    case "order":
      return order(stream, video, doors);
    case "look-again":
    default: {
      const found = await stream.findVideo(video.uid);
      return found.kind === "gone" ? { kind: "forget" } : { kind: "wait", afterMs: LOOK_AGAIN_MS };
    }
  }
}

async function order(stream: StreamApi, video: StreamVideo, doors: VideoDoors): Promise<VideoOutcome> {
  const { uid, title, asset } = video;
  const download = await stream.readDownload(uid);
  if (download.kind !== "ok") return failed(download);
  if (download.value.kind === "failed")
    return { kind: "problem", message: "Stream could not make an MP4 of it. Upload it anew." };
  if (download.value.kind === "under-way") return { kind: "wait", afterMs: DOWNLOAD_LOOK_MS };
  let { url } = download.value;
  if (video.signed) {
    const token = await stream.makeToken(uid, Math.floor(doors.nowMs / 1000) + TOKEN_SECONDS);
    if (token.kind !== "ok") return failed(token);
    url = url.replace(`/${uid}/`, `/${token.value}/`);
  }
  const answer = await doors.ingest.order(asset, { source: `stream-${uid}`, url, title, filler: false });
  if (answer.kind === "refused") return { kind: "problem", message: answer.message };
  if (answer.kind !== "ok") return failed(answer);
  if (answer.value.kind === "job") return done({ ordered: true, job: answer.value.job });
  // A name of its own, or one that ingest had taken it under: what stands there is this video, and will be heard of.
  if (video.ordered || asset === ownAssetName(uid))
    return retry("The library has not told of it.", undefined, { ordered: true });
  return done({ asset: ownAssetName(uid) });
}

async function watch(job: string, video: StreamVideo, doors: VideoDoors): Promise<VideoOutcome> {
  const answer = await doors.ingest.readJob(job);
  if (answer.kind === "gone")
    return retry("Ingest was started anew and has lost its work.", undefined, { job: undefined });
  if (answer.kind !== "ok") return failed(answer);
  const { state, problem = "Ingest could not conform it.", mayPass } = answer.value;
  if (state !== "failed") return { kind: "wait", afterMs: JOB_LOOK_MS };
  const words = problem.startsWith(`${video.asset}: `) ? problem.slice(video.asset.length + 2) : problem;
  const message = /[.!?]$/.test(words) ? words : `${words}.`;
  if (mayPass === true) return retry(message, undefined, { job: undefined });
  return {
    kind: "problem",
    message: `${message} Delete it in Stream, and upload one that can be read.`,
  };
}

function failed(answer: Exclude<VendorAnswer<never>, { kind: "ok" }>): VideoOutcome {
  if (answer.kind === "gone") return { kind: "forget" };
  if (answer.kind === "refused") return retry(answer.message, HOUR_MS);
  return answer;
}

function done(change: Partial<StreamVideo>): VideoOutcome {
  return { kind: "done", change };
}

function retry(message: string, askedMs?: number, change?: Partial<StreamVideo>): VideoOutcome {
  return {
    kind: "retry",
    message,
    ...(askedMs === undefined ? {} : { askedMs }),
    ...(change === undefined ? {} : { change }),
  };
}
