import type { EntryChange } from "../events/entry-change.ts";
import type { Said } from "../ports/management.ts";
import type { RecordingNews } from "../recordings/meeting-recording.ts";
import type { SessionNews } from "../steps/session-news.ts";
import type { VideoNews } from "../videos/video.ts";

/** What became of a live input. `why` nothing that is sent to it can be used, in words, and the cure; absent when all is well. */
export type InputNews = { input: string; event: string; why?: string; cure?: string };

/** Somebody came into a meeting of ours or left it. */
export type ParticipantNews = { kind: "joined" | "left"; meeting: string; name: string };

/** What a genuine webhook tells. */
export type Told =
  | { about: "entry"; change: EntryChange }
  /** An entry was saved: what the fields that are ours say now. */
  | { about: "said"; entry: string; said: Said }
  | { about: "session"; news: SessionNews }
  | { about: "participant"; news: ParticipantNews }
  | { about: "recording"; news: RecordingNews }
  | { about: "video"; news: VideoNews }
  | { about: "input"; news: InputNews };

/** A webhook as it came. `path` is with its query; signatures are over the raw bytes of `body`. */
export type RawHook = { method: string; path: string; headers: Headers; body: Uint8Array<ArrayBuffer> };

/**
 * What a vendor's folder makes of a webhook. `told`: `mark` is the same for every delivery of it (undefined when it has
 * none), `status` is what the vendor is answered when something comes of it. `handshake`: the vendor only tests the address.
 */
export type Heard =
  | { kind: "told"; told: Told; mark: string | undefined; status: 200 | 202 }
  | { kind: "handshake"; answer: object }
  | { kind: "nothing"; why: string }
  | { kind: "malformed"; field: string; message: string }
  | { kind: "forged" | "stale"; message: string }
  | { kind: "unset"; setting: string };

/** Checks and reads the webhooks of one vendor; `from` is its name in logs, `vendor` for people. */
export type HookReader = {
  from: string;
  vendor: string;
  /** The setting that holds what its webhooks are signed with. */
  secretSetting: string;
  read(hook: RawHook, nowMs: number): Promise<Heard>;
};

/** The readers, by the vendor's part in the station. */
export type HookReaders = { content: HookReader; meetings: HookReader; videos: HookReader };
