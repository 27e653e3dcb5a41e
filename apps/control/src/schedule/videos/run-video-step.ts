import { secondOf } from "@nonstop/contract/time";
import type { ConformOrders } from "../ports/conform-orders.ts";
import type { VendorAnswer } from "../ports/vendor-answer.ts";
import { notSetUp, type Vendor } from "../ports/vendors.ts";
import type { Videos } from "../ports/videos.ts";
import { inWords } from "../events/outlook.ts";
import { sentence } from "../events/sentence.ts";
import type { Outcome } from "../steps/step-driver.ts";
import { fullName, ownAssetName, type Video, type VideoStep } from "./video.ts";

/** What the steps reach the world through, and the time. */
export type VideoDoors = { videos: Vendor<Videos>; ingest: ConformOrders; nowMs: number };

type VideoOutcome = Outcome<Video>;
type Change = Partial<Video>;

const DOWNLOAD_LOOK_MS = 3_000;
/** The end of a job that goes well is heard at once, by the piece that comes into the library. */
const JOB_LOOK_MS = 20_000;
/** Who deletes a video because of our warning wants to see it go. */
export const LOOK_AGAIN_MS = 10 * 60_000;
const HOUR_MS = 3600_000;
const ADDRESS_SECONDS = 6 * 3600;

/** Does one step. Never throws for what the vendor or ingest answers; repeating it is harmless. */
export async function runVideoStep(step: VideoStep, video: Video, doors: VideoDoors): Promise<VideoOutcome> {
  const { videos, nowMs } = doors;
  if (step.kind === "watch") return watch(step.job, video, doors);
  if (videos.kind === "unset") return retry(inWords(notSetUp(videos) ?? { message: "" }), HOUR_MS);
  switch (step.kind) {
    case "ask-download": {
      const asked = await videos.client.askDownload(video.uid);
      return asked.kind === "ok" ? done({ downloadAskedMs: nowMs }) : failed(asked);
    }
    case "order":
      return order({ name: videos.name, client: videos.client }, video, doors);
    case "look-again":
    default: {
      const found = await videos.client.findVideo(video.uid);
      return found.kind === "gone" ? { kind: "forget" } : { kind: "wait", afterMs: LOOK_AGAIN_MS };
    }
  }
}

async function order(
  { name, client }: { name: string; client: Videos },
  video: Video,
  { ingest, nowMs }: VideoDoors,
): Promise<VideoOutcome> {
  const { uid, title, asset } = video;
  const download = await client.readDownload(video, secondOf(nowMs) + ADDRESS_SECONDS);
  if (download.kind !== "ok") return failed(download);
  if (download.value.kind === "failed")
    return { kind: "fault", message: `${name} could not make an MP4 of it. Upload it anew.` };
  if (download.value.kind === "under-way") return { kind: "wait", afterMs: DOWNLOAD_LOOK_MS };
  const { url } = download.value;
  const answer = await ingest.order(asset, { source: fullName(uid, name), url, title, filler: false });
  if (answer.kind === "refused") return { kind: "fault", message: answer.message };
  if (answer.kind !== "ok") return failed(answer);
  // That ingest accepted it is no success yet: its failures before still count.
  if (answer.value.kind === "job")
    return { ...done({ ordered: true, job: answer.value.job }), isProgress: false };
  // A name of its own, or one that ingest had accepted it under: what stands there is this video, and will be heard of.
  if (video.ordered || asset === ownAssetName(uid, name))
    return retry("The library has not told of it.", undefined, { ordered: true });
  return done({ asset: ownAssetName(uid, name) });
}

async function watch(job: string, video: Video, { videos, ingest }: VideoDoors): Promise<VideoOutcome> {
  const answer = await ingest.readJob(job);
  if (answer.kind === "gone")
    return retry("Ingest was started anew and has lost its work.", undefined, { job: undefined });
  if (answer.kind !== "ok") return failed(answer);
  const { state, problem = "Ingest could not conform it.", mayPass } = answer.value;
  if (state !== "failed") return { kind: "wait", afterMs: JOB_LOOK_MS };
  const words = problem.startsWith(`${video.asset}: `) ? problem.slice(video.asset.length + 2) : problem;
  const message = sentence(words);
  if (mayPass === true) return retry(message, undefined, { job: undefined });
  const cure = `Delete it in ${videos.name}, and upload one that can be read.`;
  return { kind: "fault", message: `${message} ${cure}` };
}

function failed(answer: Exclude<VendorAnswer<never>, { kind: "ok" }>): VideoOutcome {
  if (answer.kind === "gone") return { kind: "forget" };
  if (answer.kind === "refused") return retry(answer.message, HOUR_MS);
  return answer;
}

function done(change: Change): Extract<VideoOutcome, { kind: "done" }> {
  return { kind: "done", apply: (video) => ({ ...video, ...change }) };
}

function retry(message: string, askedMs?: number, change: Change = {}): VideoOutcome {
  return {
    kind: "retry",
    message,
    ...(askedMs === undefined ? {} : { askedMs }),
    apply: (video) => ({ ...video, ...change }),
  };
}
