import { z } from "zod";
import { CommittedSecond } from "./as-run.ts";
import { AssetId } from "./names.ts";
import { RoomStatus } from "./room.ts";
import { Take, Rundown } from "./rundown.ts";
import { EpochMs, Second } from "./time.ts";
import { Warning } from "./warning.ts";

/**
 * Edge -> playout on `/origin/v1/channels/{channel}/socket` (JSON text messages). On connect: `rundown` (if there is one)
 * and `takes`; then each change, and which pieces were replaced. Versions only go up; a playout ignores a lower one.
 */
export const EdgeMessage = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("rundown"), rundown: Rundown }),
  z.object({ kind: z.literal("takes"), version: z.int().min(0), takes: z.array(Take) }),
  /** A piece has other media from now on: what is kept of it is looked at anew. */
  z.object({ kind: z.literal("piece-replaced"), asset: AssetId }),
]);
export type EdgeMessage = z.infer<typeof EdgeMessage>;

/** What a playout tells about itself, about every second. */
export const PlayoutStatus = z.object({
  playout: z.string(),
  startedAtMs: EpochMs,
  rundownVersion: z.int().min(0),
  /** Round trip to the clock and difference to the local one. */
  clockOffsetMs: z.number(),
  clockSkewMs: z.number(),
  ingestConnected: z.boolean(),
  rooms: z.array(RoomStatus),
  /** Asset chunks ready on disk or in memory for what is next, in seconds of air. */
  assetsAheadSeconds: z.number(),
  residentBytes: z.number(),
  /** How long the edge took to answer the newest seconds that it committed: so many, the soonest, 95 of 100 within `p95Ms`. */
  commitRoundTrip: z
    .object({ count: z.int().min(1), leastMs: z.number().min(0), p95Ms: z.number().min(0) })
    .optional(),
  proposed: z.int(),
  refused: z.int(),
  warnings: z.array(z.string()),
});
export type PlayoutStatus = z.infer<typeof PlayoutStatus>;

/** Playout -> edge on the same socket. */
export const PlayoutMessage = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("status"), status: PlayoutStatus }),
]);
export type PlayoutMessage = z.infer<typeof PlayoutMessage>;

/** Edge -> control room on `/api/v1/channels/{channel}/control/socket` (producers only). */
export const ControlRoomMessage = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("state"), state: z.lazy(() => ControlRoomState) }),
  z.object({ kind: z.literal("second"), second: CommittedSecond }),
]);
export type ControlRoomMessage = z.infer<typeof ControlRoomMessage>;

/** `GET /api/v1/channels/{channel}/control` (producers only): everything the control room shows but the as-run. */
export const ControlRoomState = z.object({
  nowMs: EpochMs,
  /** First second not yet committed or closed. */
  openSecond: Second,
  onAir: CommittedSecond.optional(),
  rundown: Rundown.optional(),
  takes: z.array(Take),
  playouts: z.array(PlayoutStatus.extend({ seenMs: EpochMs })),
  /** What is wrong with the channel now, without what was dismissed, and how much was. */
  warnings: z.array(Warning),
  dismissed: z.int().min(0).default(0),
});
export type ControlRoomState = z.infer<typeof ControlRoomState>;
