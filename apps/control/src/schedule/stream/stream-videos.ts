import type { Env } from "../../env.ts";
import { backOffMs } from "../back-off.ts";
import type { HookAnswer } from "../hook-answer.ts";
import { log } from "../log.ts";
import { streamSettings } from "../settings.ts";
import type { StationStore } from "../station-store.ts";
import { ordersOver } from "./conform-orders.ts";
import { runVideoStep, type VideoDoors, type VideoOutcome } from "./run-video-step.ts";
import { streamOver } from "./stream-api.ts";
import { assetNames, nextVideoStep, type StreamVideo, videoWarning } from "./stream-video.ts";
import type { VideoNews } from "./video-news.ts";
import { VideoStore } from "./video-store.ts";

const HOUR_MS = 3600_000;

/** Drives videos of Cloudflare Stream into the library, one step at a time. Holds nothing that its table does not. */
export class StreamVideos {
  readonly #videos: VideoStore;
  readonly #station: StationStore;
  readonly #doors: Pick<VideoDoors, "stream" | "ingest">;

  constructor(o: { env: Env; sql: SqlStorage; station: StationStore }) {
    this.#videos = new VideoStore(o.sql);
    this.#station = o.station;
    const stream = streamSettings(o.env);
    this.#doors = {
      stream: stream.kind === "set" ? streamOver(stream.settings) : undefined,
      ingest: ordersOver(o.env),
    };
  }

  /** Takes down that a video is ready, or that Stream could not take it. */
  record(news: Exclude<VideoNews, { state: "under-way" }>, nowMs: number): HookAnswer {
    const known = this.#videos.read(news.uid);
    if (known !== undefined && known.problem === undefined)
      return { status: "duplicate", why: "It is known." };
    const { uid, title, signed } = news;
    const video = { uid, title, signed, ordered: false, attempt: 0 };
    const asset = known?.asset ?? this.#freeName(video);
    if (news.state === "ready") {
      this.#videos.write({ ...video, asset, dueMs: nowMs });
    } else {
      const problem = `Stream could not take it, because ${news.why}. Delete it there, and upload it anew.`;
      this.#videos.write({ ...video, asset, problem, dueMs: nowMs + HOUR_MS });
    }
    return { status: "accepted" };
  }

  /** A piece has come into the library. */
  pieceReady(asset: string, nowMs: number): void {
    const video = this.#videos.ofAsset(asset);
    if (video?.dueMs !== undefined) this.#videos.write({ ...video, dueMs: nowMs });
  }

  /** Takes the next step of the video that waits longest; false when none is due. */
  async advanceFirst(nowMs: () => number): Promise<boolean> {
    const video = this.#videos.due(nowMs());
    if (video === undefined) return false;
    const step = nextVideoStep(video, this.#station.hasPiece(video.asset));
    const outcome: VideoOutcome =
      step.kind === "done"
        ? { kind: "done", change: { job: undefined, dueMs: undefined } }
        : await this.#run(step, video, nowMs());
    // What a webhook or the library said meanwhile counts for more; the step is taken again then.
    if (JSON.stringify(this.#videos.read(video.uid)) !== JSON.stringify(video)) return true;
    if (outcome.kind === "forget") this.#videos.remove(video.uid);
    else this.#videos.write(afterStep(video, outcome, nowMs()));
    if (outcome.kind !== "wait")
      log("stream-video", { asset: video.asset, step: step.kind, result: outcome.kind });
    return true;
  }

  /** When the next video is due (epoch ms). */
  nextDueMs(): number | undefined {
    return this.#videos.nextDueMs();
  }

  /** What the control room should know of videos that do not come. */
  warnings(nowMs: number): string[] {
    return this.#videos.unsettled().flatMap((video) => videoWarning(video, nowMs) ?? []);
  }

  async #run(
    step: Parameters<typeof runVideoStep>[0],
    video: StreamVideo,
    nowMs: number,
  ): Promise<VideoOutcome> {
    try {
      return await runVideoStep(step, video, { ...this.#doors, nowMs });
    } catch (error) {
      // A fault of ours must not stop the others. Its text may hold an address, so only its name is kept.
      return { kind: "retry", message: `An unforeseen ${error instanceof Error ? error.name : "fault"}.` };
    }
  }

  #freeName(video: { uid: string; title: string }): string {
    const isFree = (name: string): boolean => {
      const holder = this.#videos.ofAsset(name);
      return !this.#station.hasPiece(name) && (holder === undefined || holder.uid === video.uid);
    };
    const names = assetNames(video);
    return names.find(isFree) ?? `stream-${video.uid}`;
  }
}

/** The video after a step. Pure. */
function afterStep(
  video: StreamVideo,
  outcome: Exclude<VideoOutcome, { kind: "forget" }>,
  nowMs: number,
): StreamVideo {
  switch (outcome.kind) {
    case "wait":
      return { ...video, dueMs: nowMs + outcome.afterMs };
    case "problem":
      return { ...video, job: undefined, problem: outcome.message, dueMs: nowMs + HOUR_MS };
    case "retry": {
      const attempt = video.attempt + 1;
      const dueMs = nowMs + backOffMs(attempt, outcome.askedMs);
      return { ...video, ...outcome.change, attempt, lastError: outcome.message, dueMs };
    }
    case "done":
    default: {
      const next = { ...video, dueMs: nowMs, ...outcome.change };
      // That ingest took it is no success yet: its failures before are still to be counted.
      return next.job === undefined ? { ...next, attempt: 0, lastError: undefined } : next;
    }
  }
}
