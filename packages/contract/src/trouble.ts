import { z } from "zod";
import { Second } from "./time.ts";

/** What can be wrong with a whole second of a live room: a black picture, one that does not move, no sound. */
export const Trouble = z.enum(["black", "frozen", "silent"]);
export type Trouble = z.infer<typeof Trouble>;

/** Seconds with trouble, by kind, as half-open spans, oldest first. A span begins where the trouble did, however long ago. */
export const TroubleSpans = z.partialRecord(Trouble, z.array(z.tuple([Second, Second])));
export type TroubleSpans = z.infer<typeof TroubleSpans>;

/** How long trouble may last before its room is off air; absent or 0: for ever. */
export const TroubleLimits = z
  .object({ blackSeconds: z.int().min(0), frozenSeconds: z.int().min(0), silentSeconds: z.int().min(0) })
  .partial();
export type TroubleLimits = z.infer<typeof TroubleLimits>;
