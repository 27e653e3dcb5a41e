import { z } from "zod";
import { AiringId } from "./names.ts";
import { ItemKind, AiredRole, Rank, Reason, RoomRef } from "./rundown.ts";
import { EpochMs, Second } from "./time.ts";

/** How a second aired: what must be equal for neighbours to stand in one row of the as-run. */
export const AiredAs = z.object({
  room: RoomRef,
  rank: Rank,
  reason: Reason,
  airing: AiringId.optional(),
  title: z.string().optional(),
  /** Of filler that aired as planned. */
  role: AiredRole.optional(),
  /** Of a break whose end is planned: the second in which it is to end. */
  breakEnd: Second.optional(),
  take: z.string().optional(),
});
export type AiredAs = z.infer<typeof AiredAs>;

/** What one second really was, as committed. */
export const CommittedSecond = AiredAs.extend({
  second: Second,
  itemKind: ItemKind.optional(),
  /** Absent for edge slate, which is never written down by the second. */
  playout: z.string().optional(),
  committedAtMs: EpochMs.optional(),
});
export type CommittedSecond = z.infer<typeof CommittedSecond>;

/** A row of the as-run: seconds `[from, to)` that are alike. */
export const AsRunSpan = AiredAs.extend({
  from: Second,
  to: Second,
  /** Who took, when a take put it on air. */
  takenBy: z.string().optional(),
});
export type AsRunSpan = z.infer<typeof AsRunSpan>;

/** `GET /api/v1/channels/{channel}/as-run?from=..&to=..&limit=..` (producers only): the newest `limit` spans that touch `[from, to)`, oldest first. */
export const AsRun = z.object({ spans: z.array(AsRunSpan) });
export type AsRun = z.infer<typeof AsRun>;
