import { weightOf, type Warning } from "@nonstop/contract/warning";
import type { HookAnswer } from "../hooks/hook-answer.ts";
import type { PieceStore } from "../library/piece-store.ts";
import type { ReadyVideo } from "../ports/videos.ts";
import type { Vendors } from "../ports/vendors.ts";
import { afterOneStep } from "../steps/one-by-one.ts";
import type { Done, Idle, Outcome, StepTable } from "../steps/step-driver.ts";
import { LOOK_AGAIN_MS, runVideoStep } from "./run-video-step.ts";
import { assetNames, nextVideoStep, videoWarning } from "./video.ts";
import type { Video, VideoNews, VideoStep } from "./video.ts";
import type { VideoStore } from "./video-store.ts";

/** The setting by which all videos of the account come into the library. */
const ALL = "*";

type Doors = Pick<Vendors, "videos" | "ingest">;

/** The videos on their way into the library and their step table, for the driver. */
export class VideoSteps implements StepTable<Video, VideoStep, "videos"> {
  readonly name = "video";
  readonly lanes = ["videos"] as const;
  readonly #videos: VideoStore;
  readonly #pieces: PieceStore;
  readonly #doors: Doors;
  readonly #tag: string;
  readonly #isOurInput: (input: string) => boolean;

  constructor(o: {
    videos: VideoStore;
    pieces: PieceStore;
    doors: Doors;
    /** Only videos with this tag come into the library; `*` for all. */
    tag: string;
    /** Whether a live input was made for one of our airings. */
    isOurInput: (input: string) => boolean;
  }) {
    this.#tag = o.tag;
    this.#isOurInput = o.isOurInput;
    this.#videos = o.videos;
    this.#pieces = o.pieces;
    this.#doors = o.doors;
  }

  /** Records that a video is ready, or that its vendor could not take it. */
  record(news: VideoNews, nowMs: number): HookAnswer {
    // What aired is kept as it aired, and this is deleted with its input.
    if (news.input !== undefined && this.#isOurInput(news.input))
      return { status: "ignored", why: "It is the recording of a live input of ours." };
    const known = this.#videos.read(news.uid);
    if (known === undefined && !this.#isWanted(news))
      return { status: "ignored", why: `It has no tag ${this.#tag}.` };
    if (known !== undefined && known.problem === undefined)
      return { status: "duplicate", why: "It is known." };
    const { uid, title, signed } = news;
    const tags = news.tags.filter((tag) => tag !== this.#tag);
    const video = { uid, title, signed, tags, ordered: false, attempt: 0 };
    const asset = known?.asset ?? this.#freeName(video);
    if (news.state === "ready") {
      this.#videos.write({ ...video, asset, dueMs: nowMs });
    } else {
      const { name } = this.#doors.videos;
      const problem = `${name} could not take it, because ${news.why}. Delete it there, and upload it anew.`;
      this.#videos.write({ ...video, asset, problem, dueMs: nowMs + LOOK_AGAIN_MS });
    }
    return { status: "accepted" };
  }

  /** Records a ready video that no webhook told of; answers whether it was news. */
  recordLost(video: ReadyVideo, nowMs: number): boolean {
    if (this.#videos.read(video.uid) !== undefined) return false;
    return this.record({ ...video, state: "ready" }, nowMs).status === "accepted";
  }

  /** A piece has come into the library: the video that waits for it is looked at. */
  pieceReady(asset: string, nowMs: number): void {
    const video = this.#videos.ofAsset(asset);
    if (video?.dueMs === undefined) return;
    if (video.tags !== undefined && video.tags.length > 0) this.#pieces.know(asset, { tags: video.tags });
    this.#videos.write({ ...video, dueMs: nowMs });
  }

  #isWanted({ tags, marks }: Pick<VideoNews, "tags" | "marks">): boolean {
    return this.#tag === ALL || tags.includes(this.#tag) || marks.includes(this.#tag);
  }

  /** What the control room should know of videos that do not come. */
  warnings(nowMs: number): Warning[] {
    const { name } = this.#doors.videos;
    const code = "video-missing";
    return this.#videos.unsettled().flatMap((video) => {
      const message = videoWarning(video, name, nowMs);
      return message === undefined
        ? []
        : [{ id: `video:${video.uid}`, code, weight: weightOf(code), message }];
    });
  }

  idOf({ uid }: Video): string {
    return uid;
  }

  read(uid: string): Video | undefined {
    return this.#videos.read(uid);
  }

  write(video: Video): void {
    this.#videos.write(video);
  }

  remove(uid: string): void {
    this.#videos.remove(uid);
  }

  due(nowMs: number, limit: number): Video[] {
    return this.#videos.due(nowMs, limit);
  }

  nextDueMs(nowMs: number): number | undefined {
    return this.#videos.nextDueMs(nowMs);
  }

  steps(video: Video): { videos: VideoStep | Idle } {
    return { videos: nextVideoStep(video, this.#pieces.has(video.asset)) };
  }

  run(step: VideoStep, video: Video, nowMs: number): Promise<Outcome<Video>> {
    return runVideoStep(step, video, { ...this.#doors, nowMs });
  }

  after(video: Video, done: Done<Video, VideoStep>): Video {
    return afterOneStep(video, done, (tried, problem) => ({
      ...tried,
      job: undefined,
      problem,
      dueMs: done.nowMs + LOOK_AGAIN_MS,
    }));
  }

  /** Nothing is left to be done: it is in the library. */
  atRest(video: Video): Video {
    return { ...video, attempt: 0, lastError: undefined, dueMs: undefined };
  }

  #freeName(video: { uid: string; title: string }): string {
    const isFree = (name: string): boolean => {
      const holder = this.#videos.ofAsset(name);
      return !this.#pieces.has(name) && (holder === undefined || holder.uid === video.uid);
    };
    const names = assetNames(video, this.#doors.videos.name);
    return names.find(isFree) ?? names.at(-1) ?? video.uid;
  }
}
