import { secondOf } from "@nonstop/contract/time";
import type { FaultBoard } from "../server/common-routes.ts";
import type { Feeds, Films, Kept, World } from "../server/world.ts";
import { Broadcasts, type Sender, type Sending } from "./live/broadcasts.ts";
import { notificationBody, sendNotification } from "./live/live-notifications.ts";
import { openToken } from "./live/live-tokens.ts";
import { StreamState, uid, type Video, videoAnswer } from "./stream-state.ts";
import { callStreamWebhook } from "./stream-webhook.ts";

export type StreamOptions = {
  world: World;
  token: string;
  /** The address and the secret of the account's webhook at first. The API can change them. */
  webhook: { notificationUrl: string; secret: string };
  /** What account notifications about live inputs carry. */
  notificationSecret: string;
  board: FaultBoard;
  origin: string;
  /** Where live inputs take RTMPS. */
  rtmpsUrl: string;
};

/** How long it takes until what was sent to a live input is a video like others. */
const RECORDING_MS = 1000;

/** One account of the stand-in for Cloudflare Stream. */
export class StreamAccount {
  readonly origin: string;
  readonly board: FaultBoard;
  readonly state: Kept<StreamState>;
  readonly films: Films;
  readonly feeds: Feeds;
  readonly rtmpsUrl: string;
  readonly broadcasts: Broadcasts;
  readonly nowMs: () => number;
  readonly #world: World;
  readonly #closing = new AbortController();

  constructor(o: StreamOptions) {
    this.#world = o.world;
    this.nowMs = o.world.nowMs;
    this.origin = o.origin;
    this.board = o.board;
    this.state = o.world.keep("stream", StreamState, () => StreamState.parse({ videos: {}, liveInputs: {} }));
    this.feeds = o.world.feeds;
    this.rtmpsUrl = o.rtmpsUrl;
    this.broadcasts = new Broadcasts({
      feeds: o.world.feeds,
      begin: (input) => this.#beginLive(input),
      end: (input, video) => this.#endLive(input, video),
      waitMs: (input) => this.#waitSeconds(input) * 1000,
      tell: (input, what) => this.#notify(o.notificationSecret, notificationBody(input, what, this.nowMs())),
    });
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
    const token = openToken(this.tokenSecret, idOrToken, secondOf(this.nowMs()));
    const isGood = token?.downloadable === true;
    const video = this.state.value.videos[token?.sub ?? idOrToken];
    if (video?.downloadAskedMs === undefined) return new Response("not found", { status: 404 });
    if (video.requireSignedURLs && !isGood) return new Response("unauthorized", { status: 401 });
    return this.films.video(video.uid);
  }

  get tokenSecret(): string {
    return this.state.value.tokenSecret;
  }

  /** Lets a connection send to the live input of this key. */
  admit(key: string, sender: Sender): Sending | undefined {
    const input = Object.values(this.state.value.liveInputs).find(({ streamKey }) => streamKey === key);
    if (input === undefined || !input.enabled) return undefined;
    if (this.board.all.stream.livestreams === "no-storage") {
      const error = "ERR_STORAGE_QUOTA_EXHAUSTED";
      this.broadcasts.refuse(input.uid, error);
      return undefined;
    }
    return this.broadcasts.join(input.uid, sender);
  }

  #beginLive(of: string): string {
    const created = new Date(this.nowMs()).toISOString();
    const { meta, recording } = this.state.value.liveInputs[of] ?? {};
    const name = meta?.["name"];
    const video: Video = {
      uid: uid(),
      url: "",
      liveInput: of,
      meta: { name: `${typeof name === "string" ? name : of} ${created}` },
      created,
      modified: created,
      state: "live-inprogress",
      requireSignedURLs: recording?.["requireSignedURLs"] === true,
    };
    this.state.value.videos[video.uid] = video;
    this.state.changed();
    return video.uid;
  }

  // Without recording nothing is left of it.
  #endLive(of: string, id: string): void {
    const { videos, liveInputs } = this.state.value;
    if (liveInputs[of]?.recording["mode"] !== "automatic") {
      delete videos[id];
      this.feeds.remove(id);
      return this.state.changed();
    }
    const timer = setTimeout(() => {
      this.feeds.remove(id);
      const video = videos[id];
      if (video === undefined || this.#closing.signal.aborted) return;
      Object.assign(video, { state: "ready", modified: new Date(this.nowMs()).toISOString() });
      this.state.changed();
      const { webhook } = this.state.value;
      const body = JSON.stringify(videoAnswer(video, this.origin));
      const faults = this.board.all.stream.webhooks;
      if (webhook !== undefined)
        callStreamWebhook(this.#world, { webhook, body, faults, signal: this.#closing.signal });
    }, RECORDING_MS);
    timer.unref();
  }

  #waitSeconds(of: string): number {
    const seconds = this.state.value.liveInputs[of]?.recording["timeoutSeconds"];
    return typeof seconds === "number" ? seconds : 0;
  }

  #notify(secret: string, body: string): void {
    const url = this.state.value.webhook?.notificationUrl;
    const { signal } = this.#closing;
    const faults = this.board.all.stream.webhooks;
    if (url !== undefined) sendNotification(this.#world, { url, secret, body, faults, signal });
  }

  close(): void {
    this.#closing.abort();
    this.broadcasts.close();
    this.state.flush();
  }
}
