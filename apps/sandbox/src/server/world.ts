import type { z } from "zod";
import type { GuestPush, GuestPushOptions } from "../guests/guest-push.ts";
import type { Delivery } from "../webhooks/deliver-webhook.ts";

/** A value that is kept, for as long as the world it is kept in. `changed` is called after each change. */
export type Kept<T> = { value: T; changed: () => void; flush: () => void };

/** What became of fetching a film from its address. */
export type Copied =
  | { kind: "copied"; durationSeconds: number; size: number; width: number; height: number }
  | { kind: "failed"; errReasonCode: string };

/** Makes and sends the pictures and sounds of a meeting's guests. */
export type Guests = {
  /** Prepares what a guest shows and says. False when it cannot be made. */
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

/** What the stand-ins need of where they run: a process of their own, or a test of the station. */
export type World = {
  nowMs: () => number;
  /** Opens what is kept under a name; what is new or unreadable starts from `initial`. */
  keep: <T>(name: string, schema: z.ZodType<T>, initial: () => T) => Kept<T>;
  /** Delivers a webhook, with its retries. Never throws. */
  deliver: (delivery: Delivery) => void;
  guests: Guests;
  films: Films;
};

/** Things are looked up by names that come from outside: where nothing is called `constructor`, nothing must be found. */
export function withoutPrototypes<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  for (const part of [value, ...Object.values(value)])
    if (typeof part === "object" && part !== null && !Array.isArray(part)) Object.setPrototypeOf(part, null);
  return value;
}

/** Keeps values in memory alone. */
export const keepInMemory: World["keep"] = (_name, _schema, initial) => ({
  value: withoutPrototypes(initial()),
  changed: () => undefined,
  flush: () => undefined,
});
