import type { FaultBoard } from "../server/common-routes.ts";
import type { Films, Kept, World } from "../server/world.ts";
import { StreamState, type Video, videoAnswer } from "./stream-state.ts";
import { callStreamWebhook } from "./stream-webhook.ts";

export type StreamOptions = {
  world: World;
  token: string;
  /** The address and the secret of the account's webhook at first. The API can change them. */
  webhook: { notificationUrl: string; secret: string };
  board: FaultBoard;
  origin: string;
};

/** One account of the stand-in for Cloudflare Stream. */
export class StreamAccount {
  readonly origin: string;
  readonly board: FaultBoard;
  readonly state: Kept<StreamState>;
  readonly films: Films;
  /** Tokens that replace a video's id in an address. */
  readonly tokens = new Map<string, { uid: string; downloadable: boolean; exp: number }>();
  readonly nowMs: () => number;
  readonly #world: World;
  readonly #closing = new AbortController();

  constructor(o: StreamOptions) {
    this.#world = o.world;
    this.nowMs = o.world.nowMs;
    this.origin = o.origin;
    this.board = o.board;
    this.state = o.world.keep("stream", StreamState, () => ({
      videos: {},
      liveInputs: {},
    }));
    this.state.value.webhook = { ...o.webhook, modified: new Date(this.nowMs()).toISOString() };
    this.films = o.world.films;
    for (const video of Object.values(this.state.value.videos))
      if (video.state === "downloading") void this.copy(video);
  }

  /** Fetches a video's file and calls the webhook with the outcome. */
  async copy(video: Video): Promise<void> {
    const { signal } = this.#closing;
    const copied = await this.films.copy(video.uid, video.url, signal);
    if (signal.aborted) return;
    const { kind, ...facts } = copied;
    const state = kind === "copied" ? "ready" : "error";
    Object.assign(video, facts, {
      state,
      modified: new Date(this.nowMs()).toISOString(),
    } satisfies Partial<Video>);
    this.state.changed();
    const { webhook } = this.state.value;
    // The video may have been deleted meanwhile.
    if (webhook === undefined || this.state.value.videos[video.uid] === undefined) return;
    const body = JSON.stringify(videoAnswer(video, this.origin));
    callStreamWebhook(this.#world, { webhook, body, faults: this.board.all.stream.webhooks, signal });
  }

  /** The MP4 at `/{id or token}/downloads/default.mp4`. */
  download(idOrToken: string): Response {
    const token = this.tokens.get(idOrToken);
    const isGood = token !== undefined && token.downloadable && token.exp * 1000 > this.nowMs();
    const video = this.state.value.videos[token?.uid ?? idOrToken];
    if (video?.downloadAskedMs === undefined) return new Response("not found", { status: 404 });
    if (video.requireSignedURLs && !isGood) return new Response("unauthorized", { status: 401 });
    return this.films.video(video.uid);
  }

  close(): void {
    this.#closing.abort();
    this.state.flush();
  }
}
