import { z } from "zod";
import { AiringId } from "./names.ts";
import { ItemKind, Rank, Reason, RoomRef } from "./rundown.ts";
import { EpochMs, Second } from "./time.ts";

/** What one second really was, as committed. */
export const CommittedSecond = z.object({
  second: Second,
  room: RoomRef,
  rank: Rank,
  reason: Reason,
  itemKind: ItemKind.optional(),
  airing: AiringId.optional(),
  title: z.string().optional(),
  take: z.string().optional(),
  /** Absent for edge slate, which is never written down by the second. */
  playout: z.string().optional(),
  committedAtMs: EpochMs.optional(),
});
export type CommittedSecond = z.infer<typeof CommittedSecond>;

/** A run of seconds `[from, to)` alike in room, airing, reason and rank: a row of the as-run. */
export const AsRunSpan = z.object({
  from: Second,
  to: Second,
  room: RoomRef,
  rank: Rank,
  reason: Reason,
  airing: AiringId.optional(),
  title: z.string().optional(),
  take: z.string().optional(),
});
export type AsRunSpan = z.infer<typeof AsRunSpan>;

/** `GET /api/v1/channels/{channel}/as-run?from=..&to=..&limit=..` (producers only): the newest `limit` spans that touch `[from, to)`, oldest first. */
export const AsRun = z.object({ spans: z.array(AsRunSpan) });
export type AsRun = z.infer<typeof AsRun>;
