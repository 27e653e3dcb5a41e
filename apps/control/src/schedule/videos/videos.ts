import type { Env } from "../../env.ts";
import { backOffMs } from "../steps/back-off.ts";
import type { HookAnswer } from "../hooks/hook-answer.ts";
import { log } from "../log.ts";
import { streamSettings } from "../../settings.ts";
import type { StationStore } from "../station-store.ts";
import { ordersOver } from "../../vendors/ingest/conform-orders.ts";
import { LOOK_AGAIN_MS, runVideoStep, type VideoDoors, type VideoOutcome } from "./run-video-step.ts";
import { streamOver } from "../../vendors/stream/videos.ts";
import { assetNames, nextVideoStep, type StreamVideo, videoWarning } from "./video.ts";
import { readVideoNews, type VideoNews } from "../../vendors/stream/video-news.ts";
import { VideoStore } from "./video-store.ts";

const DAY_MS = 24 * 3600_000;
/** So often what is ready is compared with what webhooks told. */
const CATCH_UP_MS = 5 * 60_000;
/** Then the alarm goes on, so that no run is endless. */
const STEPS_AT_ONCE = 100;

/** Drives videos of Cloudflare Stream into the library, one step at a time. Holds nothing that its table does not, but when it last looked. */
export class StreamVideos {
  readonly #videos: VideoStore;
  readonly #station: StationStore;
  readonly #doors: Pick<VideoDoors, "stream" | "ingest">;
  #caughtUpMs = 0;

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
      this.#videos.write({ ...video, asset, problem, dueMs: nowMs + LOOK_AGAIN_MS });
    }
    return { status: "accepted" };
  }

  /** A piece has come into the library. */
  pieceReady(asset: string, nowMs: number): void {
    const video = this.#videos.ofAsset(asset);
    if (video?.dueMs !== undefined) this.#videos.write({ ...video, dueMs: nowMs });
  }

  /** Takes every step that is due, one at a time, the video that waits longest first; now and then looks for what webhooks missed. */
  async advance(nowMs: () => number): Promise<void> {
    await this.#catchUp(nowMs());
    for (let steps = 0; steps < STEPS_AT_ONCE; steps += 1) {
      const video = this.#videos.due(nowMs());
      if (video === undefined) return;
      await this.#advanceOne(video, nowMs);
    }
  }

  /** When the next video is due (epoch ms). */
  nextDueMs(): number | undefined {
    return this.#videos.nextDueMs();
  }

  /** What the control room should know of videos that do not come. */
  warnings(nowMs: number): string[] {
    return this.#videos.unsettled().flatMap((video) => videoWarning(video, nowMs) ?? []);
  }

  // What is ready since yesterday and no webhook told of. Nothing when Stream does not answer; the next time it may.
  async #catchUp(nowMs: number): Promise<void> {
    if (nowMs < this.#caughtUpMs + CATCH_UP_MS) return;
    this.#caughtUpMs = nowMs;
    const answer = await this.#doors.stream?.listReady(nowMs - DAY_MS);
    if (answer?.kind !== "ok") return;
    for (const value of answer.value) {
      const read = readVideoNews(value);
      if (read.kind === "malformed" || read.news.state !== "ready") continue;
      if (this.#videos.read(read.news.uid) !== undefined) continue;
      const { status } = this.record(read.news, nowMs);
      log("caught-up", { from: "stream", status });
    }
  }

  async #advanceOne(video: StreamVideo, nowMs: () => number): Promise<void> {
    const step = nextVideoStep(video, this.#station.hasPiece(video.asset));
    const outcome: VideoOutcome =
      step.kind === "done"
        ? { kind: "done", change: { job: undefined, dueMs: undefined } }
        : await this.#run(step, video, nowMs());
    // What a webhook or the library said meanwhile counts for more; the step is taken again then.
    if (JSON.stringify(this.#videos.read(video.uid)) !== JSON.stringify(video)) return;
    if (outcome.kind === "forget") this.#videos.remove(video.uid);
    else this.#videos.write(afterStep(video, outcome, nowMs()));
    if (outcome.kind !== "wait")
      log("stream-video", { asset: video.asset, step: step.kind, result: outcome.kind });
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
      return { ...video, job: undefined, problem: outcome.message, dueMs: nowMs + LOOK_AGAIN_MS };
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
