import { FeedCheck, type FeedError } from "./feed-check.ts";
import { factsOf, type FlvTag } from "./flv-tags.ts";
import type { Feed, Feeds } from "../../server/world.ts";

/** Whoever sends to an input: a connection that can be cut. */
export type Sender = { cut: () => void };

/** What a connection may do once it is let in. */
export type Sending = { onTag: (tag: FlvTag) => void; onClose: () => void };

type Broadcast = {
  video: string;
  feed: Feed;
  sender: Sender | undefined;
  /** Ends the broadcast when nobody comes back in time. */
  ending: NodeJS.Timeout | undefined;
};

type Told = "connected" | "disconnected" | { error: FeedError };

export type BroadcastsOptions = {
  feeds: Feeds;
  /** A new broadcast begins: the id of its video. */
  begin: (input: string) => string;
  end: (input: string, video: string) => void;
  /** How long the input waits for its sender to come back. */
  waitMs: (input: string) => number;
  tell: (input: string, what: Told) => void;
};

/** Sound may come a little after the picture; without any by then there is none. */
const TRACKS_MS = 700;

/** What is sent to the live inputs of an account: one broadcast at a time each, and a video of it. */
export class Broadcasts {
  readonly #o: BroadcastsOptions;
  readonly #live = new Map<string, Broadcast>();
  readonly #status = new Map<string, string>();

  constructor(o: BroadcastsOptions) {
    this.#o = o;
  }

  /** The video of what is sent to an input now, or was a moment ago. */
  videoOf(input: string): string | undefined {
    return this.#live.get(input)?.video;
  }

  /** Whether somebody sends to it now. */
  isSending(input: string): boolean {
    return this.#live.get(input)?.sender !== undefined;
  }

  status(input: string): string | null {
    return this.#status.get(input) ?? null;
  }

  /** Lets a connection send to an input. A newer one takes the place of the one before. */
  join(input: string, sender: Sender): Sending {
    const before = this.#live.get(input);
    before?.sender?.cut();
    clearTimeout(before?.ending);
    const check = new FeedCheck();
    const waiting: FlvTag[] = [];
    let isOver = false;
    let began = false;
    const refuse = (error: FeedError): void => {
      isOver = true;
      this.refuse(input, error);
      sender.cut();
      this.#finish(input);
    };
    const start = (): void => {
      began = true;
      const tracks = {
        video: waiting.some(({ kind }) => kind === "video"),
        audio: waiting.some(({ kind }) => kind === "audio"),
      };
      const broadcast = this.#live.get(input) ?? this.#opened(input);
      broadcast.sender = sender;
      broadcast.feed.begin(tracks);
      for (const tag of waiting.splice(0)) broadcast.feed.write(tag);
      this.#status.set(input, before === undefined ? "connected" : "reconnected");
      this.#o.tell(input, "connected");
    };
    return {
      onTag: (tag) => {
        if (isOver) return;
        const error = check.problem(tag);
        if (error !== undefined) return refuse(error);
        if (began) return this.#live.get(input)?.feed.write(tag);
        const hasKeyframe = waiting.some((each) => factsOf(each).isKeyframe);
        if (!hasKeyframe && !factsOf(tag).isHeader && !factsOf(tag).isKeyframe) return;
        waiting.push(tag);
        const sinceMs =
          tag.timestampMs -
          (waiting.find((each) => factsOf(each).isKeyframe)?.timestampMs ?? tag.timestampMs);
        const isWhole = waiting.some(({ kind }) => kind === "audio") && hasKeyframe;
        if (isWhole || sinceMs > TRACKS_MS) start();
      },
      onClose: () => {
        const broadcast = this.#live.get(input);
        if (isOver || broadcast?.sender !== sender) return;
        isOver = true;
        broadcast.sender = undefined;
        broadcast.feed.pause();
        this.#status.set(input, "client_disconnect");
        this.#o.tell(input, "disconnected");
        broadcast.ending = setTimeout(() => this.#finish(input), this.#o.waitMs(input));
        broadcast.ending.unref();
      },
    };
  }

  /** Takes nothing that is sent to an input, and says why. */
  refuse(input: string, error: FeedError): void {
    this.#status.set(input, "failed_to_connect");
    this.#o.tell(input, { error });
  }

  /** Cuts the connection of whoever sends to an input, as a network would. Answers whether there was one. */
  cut(input: string): boolean {
    const sender = this.#live.get(input)?.sender;
    sender?.cut();
    return sender !== undefined;
  }

  /** Puts out whoever sends to an input, and ends its broadcast. */
  end(input: string): void {
    this.#live.get(input)?.sender?.cut();
    this.#finish(input);
  }

  close(): void {
    for (const input of this.#live.keys()) this.end(input);
  }

  #opened(input: string): Broadcast {
    const video = this.#o.begin(input);
    const broadcast = { video, feed: this.#o.feeds.open(video), sender: undefined, ending: undefined };
    this.#live.set(input, broadcast);
    return broadcast;
  }

  #finish(input: string): void {
    const broadcast = this.#live.get(input);
    if (broadcast === undefined) return;
    clearTimeout(broadcast.ending);
    this.#live.delete(input);
    broadcast.feed.end();
    this.#o.end(input, broadcast.video);
  }
}
