import { z } from "zod";
import { AssetId } from "./names.ts";
import { LiveRoomRef } from "./room.ts";
import { SlateRef, Take } from "./rundown.ts";
import { Second } from "./time.ts";

/**
 * `POST /api/v1/channels/{channel}/takes`: puts `to` on air from the next open second, over the rundown and over
 * the takes before it.
 * 201 with a TakeAnswer; the same `id` again answers 200 with the same; a `from` more than `MAX_TAKE_AGE_SECONDS` old is
 * refused with 409 `stale-take`; a room nobody knows with 422 `unknown-room`, one whose window is closed with 422 `outside-window`.
 */
export const TakeRequest = z.object({
  /** Made by the client: a repeated press is the same take. */
  id: z.string().min(1).max(64),
  /** Media second the operator was looking at. */
  from: Second,
  to: z.discriminatedUnion("kind", [
    LiveRoomRef,
    z.object({ kind: z.literal("asset"), asset: AssetId }),
    SlateRef,
  ]),
  /**
   * Give the channel back after so many seconds, to the take this one lies over, else to the rundown; absent: until release, in
   * the place of every take before it.
   */
  durationSeconds: z.int().positive().max(86_400).optional(),
});
export type TakeRequest = z.infer<typeof TakeRequest>;

export const MAX_TAKE_AGE_SECONDS = 30;

export const TakeAnswer = z.object({ take: Take });
export type TakeAnswer = z.infer<typeof TakeAnswer>;

/** `POST /api/v1/channels/{channel}/release` ends every take at the next open second; idempotent. */
export const ReleaseAnswer = z.object({ released: z.array(z.string()), from: Second });
export type ReleaseAnswer = z.infer<typeof ReleaseAnswer>;
