import { z } from "zod";
import { EpochMs } from "./time.ts";

/** What can be lost on its way to the station, and be found by looking. */
export const HealingCode = z.enum([
  /** Something was published, or withdrawn, and no webhook told of it. */
  "unheard-publish",
  "unheard-withdrawal",
  /** Somebody took out what the station had written into an entry, or copied it. */
  "entry-put-right",
  /** A meeting was deleted, or moved, where it was made. */
  "meeting-missing",
  "meeting-moved",
  /** A video was ready, or a piece in the library, and nobody told of it. */
  "unheard-video",
  "unheard-piece",
  /** A live input of ours belonged to nothing. */
  "input-left-over",
]);
export type HealingCode = z.infer<typeof HealingCode>;

/** One thing that was lost, and that the station put right by itself: a sentence for people, without secrets. */
export const Healing = z.object({ atMs: EpochMs, code: HealingCode, message: z.string() });
export type Healing = z.infer<typeof Healing>;

/** `GET /api/v1/healings` (producers only): the newest first, 100 at most. */
export const Healings = z.object({ healings: z.array(Healing) });
export type Healings = z.infer<typeof Healings>;
