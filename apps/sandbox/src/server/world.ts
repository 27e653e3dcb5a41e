import type { z } from "zod";
import type { GuestPush, GuestPushOptions } from "../guests/guest-push.ts";
import type { FlvTag } from "../stream/live/flv-tags.ts";
import type { Delivery } from "../webhooks/deliver-webhook.ts";

/** A value that its world keeps. Call `changed` after each change. */
export type Kept<T> = { value: T; changed: () => void; flush: () => void };

/** The outcome of fetching a film from its address. */
export type Copied =
  | { kind: "copied"; durationSeconds: number; size: number; width: number; height: number }
  | { kind: "failed"; errReasonCode: string };

/** Makes and sends the pictures and sounds of the guests of meetings. */
export type Guests = {
  /** Prepares what a guest shows and says. False when that fails. */
  prepare: (o: Pick<GuestPushOptions, "meeting" | "mark" | "name" | "topic">) => Promise<boolean>;
  /** Pushes a prepared guest until ended. */
  start: (o: GuestPushOptions) => GuestPush;
};

/** Holds the films of Stream. */
export type Films = {
  copy: (uid: string, url: string, signal: AbortSignal) => Promise<Copied>;
  video: (uid: string) => Response;
  film: (name: string, o: { title?: string | undefined; seconds?: string | undefined }) => Promise<Response>;
};

/** What is sent to a live input, as one broadcast. */
export type Feed = {
  /** Somebody sends, for the first time or again, with these tracks. */
  begin: (tracks: { audio: boolean; video: boolean }) => void;
  write: (tag: FlvTag) => void;
  /** Whoever sent is gone, and may come back. */
  pause: () => void;
  end: () => void;
};

/** Keeps what is sent to live inputs as HLS, by the video that is made of it. */
export type Feeds = {
  open: (video: string) => Feed;
  /** The playlist that names the others; undefined while there is nothing to play. */
  master: (video: string) => string | undefined;
  /** A playlist of one rendition, or a segment. */
  file: (video: string, name: string) => Response | undefined;
  remove: (video: string) => void;
};

/** What the stand-ins need from their surroundings, which are a process of their own or a test. */
export type World = {
  nowMs: () => number;
  /** Opens the value that is kept under a name. A new or unreadable one starts from `initial`. */
  keep: <T>(name: string, schema: z.ZodType<T>, initial: () => T) => Kept<T>;
  /** Delivers a webhook, with its retries. Never throws. */
  deliver: (delivery: Delivery) => void;
  guests: Guests;
  films: Films;
  feeds: Feeds;
};

/** Removes prototypes. Names from outside are looked up here, and a name such as `constructor` must find nothing. */
export function withoutPrototypes<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  for (const part of [value, ...Object.values(value)])
    if (typeof part === "object" && part !== null && !Array.isArray(part)) Object.setPrototypeOf(part, null);
  return value;
}

/** Keeps values only in memory. */
export const keepInMemory: World["keep"] = (_name, _schema, initial) => ({
  value: withoutPrototypes(initial()),
  changed: () => undefined,
  flush: () => undefined,
});
