import { AssetId, MAX_ASSET_NAME } from "@nonstop/contract/names";
import { NewAssetId } from "@nonstop/contract/new-asset";
import { slugOf } from "@nonstop/schedule/slug";
import { z } from "zod";
import type { Idle } from "../steps/step-driver.ts";

/** A vendor's video on its way into the library, as the schedule keeps it. No address of it is kept: it may hold a token. */
export const Video = z.object({
  uid: z.string(),
  title: z.string(),
  /** The name it has, or is to have, in the library. */
  asset: AssetId,
  signed: z.boolean(),
  /** What its owner tagged it with; absent when nothing. */
  tags: z.array(z.string()).optional(),
  /** When its MP4 was asked for. */
  downloadAskedMs: z.number().optional(),
  /** Whether ingest has taken it under this name. */
  ordered: z.boolean(),
  /** The job of ingest's that is at it. */
  job: z.string().optional(),
  /** What only people can cure. */
  problem: z.string().optional(),
  /** Tries of the step at hand that failed. */
  attempt: z.int().min(0),
  lastError: z.string().optional(),
  /** When to look at it again; absent when it is in the library. */
  dueMs: z.number().optional(),
});
export type Video = z.infer<typeof Video>;

/** What the vendor tells of a video. `why` completes "because ...". */
export type VideoNews = {
  uid: string;
  title: string;
  signed: boolean;
  /** Tags that its owner gave it, and names under which it is marked. */
  tags: string[];
  marks: string[];
  /** The live input that it is a recording of, if it is one. */
  input?: string;
} & ({ state: "ready" } | { state: "failed"; why: string });

export type VideoStep =
  | { kind: "ask-download" }
  | { kind: "order" }
  | { kind: "watch"; job: string }
  | { kind: "look-again" };

/** What to do next for a video. Pure; every step may be repeated without harm. */
export function nextVideoStep(video: Video, isInLibrary: boolean): VideoStep | Idle {
  if (video.problem !== undefined) return { kind: "look-again" };
  if (video.ordered && isInLibrary) return { kind: "done" };
  if (video.job !== undefined) return { kind: "watch", job: video.job };
  return video.downloadAskedMs === undefined ? { kind: "ask-download" } : { kind: "order" };
}

/** Names for a video in the library, the best first. The last are its own: nobody else would choose them. */
export function assetNames({ uid, title }: { uid: string; title: string }, vendor: string): AssetId[] {
  const words = slugOf(title, MAX_ASSET_NAME);
  return [words, ownAssetName(uid, vendor), fullName(uid, vendor)].filter(
    (name) => NewAssetId.safeParse(name).success,
  );
}

/** The name that is a video's own: its vendor's, and the first digits of its id. */
export function ownAssetName(uid: string, vendor: string): AssetId {
  return fullName(uid.slice(0, 12), vendor);
}

/** A video's whole id with its vendor's name, in lower case. */
export function fullName(uid: string, vendor: string): string {
  return `${vendor.toLowerCase()}-${uid}`;
}

/** A step that failed so often, or has to wait for so long, is worth telling. */
const WORTH_TELLING = 3;
const WORTH_TELLING_MS = 60_000;
/** An hour of film has its MP4 within minutes. */
const SLOW_DOWNLOAD_MS = 2 * 3600_000;

/** What the control room should know of a video, if anything. */
export function videoWarning(video: Video, vendor: string, nowMs: number): string | undefined {
  const { title, problem, lastError, attempt, dueMs, downloadAskedMs } = video;
  const about = `"${title}" of ${vendor} is not in the library`;
  if (problem !== undefined) return `${about}: ${problem}`;
  if (dueMs === undefined) return undefined;
  const isSlow = attempt >= WORTH_TELLING || dueMs > nowMs + WORTH_TELLING_MS;
  if (lastError !== undefined && isSlow) return `${about} yet: ${lastError} Trying again.`;
  if (!video.ordered && nowMs - (downloadAskedMs ?? nowMs) > SLOW_DOWNLOAD_MS)
    return `${about} yet: ${vendor} has been making its MP4 for hours. Upload it anew if it does not end.`;
  return undefined;
}
