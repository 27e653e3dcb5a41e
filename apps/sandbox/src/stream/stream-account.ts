import { setTimeout as sleep } from "node:timers/promises";
import type { FaultBoard } from "../server/common-routes.ts";
import { openStateFile, type StateFile } from "../process/state-file.ts";
import { StreamMedia } from "./stream-media.ts";
import { StreamState, type Video, videoAnswer } from "./stream-state.ts";
import { callStreamWebhook } from "./stream-webhook.ts";

/** How long a copied video is "downloading" at least before it is "ready". */
const PROCESSING_MS = 1500;

export type StreamOptions = {
  stateDir: string;
  token: string;
  /** Where the account's webhook goes, until it is set anew, and what signs it. */
  webhook: { notificationUrl: string; secret: string };
  ffmpeg: string;
  board: FaultBoard;
  origin: string;
};

/** One account of the stand-in for Cloudflare Stream. */
export class StreamAccount {
  readonly origin: string;
  readonly board: FaultBoard;
  readonly state: StateFile<StreamState>;
  readonly media: StreamMedia;
  /** Tokens that stand in an address for a video's id. */
  readonly tokens = new Map<string, { uid: string; downloadable: boolean; exp: number }>();
  readonly #closing = new AbortController();

  constructor(o: StreamOptions) {
    this.origin = o.origin;
    this.board = o.board;
    this.state = openStateFile(`${o.stateDir}/stream.json`, StreamState, () => ({
      videos: {},
      liveInputs: {},
    }));
    this.state.value.webhook = { ...o.webhook, modified: new Date().toISOString() };
    this.media = new StreamMedia(`${o.stateDir}/stream`, o.ffmpeg);
    for (const video of Object.values(this.state.value.videos))
      if (video.state === "downloading") void this.copy(video);
  }

  /** Fetches a video's file, and tells the webhook what came of it. */
  async copy(video: Video): Promise<void> {
    const { signal } = this.#closing;
    const least = sleep(PROCESSING_MS, undefined, { signal, ref: false }).catch(() => undefined);
    const copied = await this.media.copy(video.uid, video.url, signal);
    await least;
    if (signal.aborted) return;
    const { kind, ...facts } = copied;
    const state = kind === "copied" ? "ready" : "error";
    Object.assign(video, facts, { state, modified: new Date().toISOString() } satisfies Partial<Video>);
    this.state.changed();
    const { webhook } = this.state.value;
    // It may have been deleted meanwhile.
    if (webhook === undefined || this.state.value.videos[video.uid] === undefined) return;
    const body = JSON.stringify(videoAnswer(video, this.origin));
    callStreamWebhook({ webhook, body, faults: this.board.all.stream.webhooks, signal });
  }

  /** The MP4 at `/{id or token}/downloads/default.mp4`. */
  download(idOrToken: string): Response {
    const token = this.tokens.get(idOrToken);
    const isGood = token !== undefined && token.downloadable && token.exp * 1000 > Date.now();
    const video = this.state.value.videos[token?.uid ?? idOrToken];
    if (video?.downloadAskedMs === undefined) return new Response("not found", { status: 404 });
    if (video.requireSignedURLs && !isGood) return new Response("unauthorized", { status: 401 });
    return this.media.video(video.uid);
  }

  close(): void {
    this.#closing.abort();
    this.state.flush();
  }
}
