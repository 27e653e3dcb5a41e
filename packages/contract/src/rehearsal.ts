import { z } from "zod";
import { Second } from "./time.ts";

export const MAX_REHEARSAL_MINUTES = 180;

/**
 * `PUT /api/v1/events/{airing}/rehearsal` (producers only): the livestream of the event's meeting may be up from now on for so
 * many minutes, whatever its window. What comes is for the preview; no decision chooses it. `DELETE` ends it.
 */
export const RehearsalRequest = z.object({ minutes: z.int().min(1).max(MAX_REHEARSAL_MINUTES) });
export type RehearsalRequest = z.infer<typeof RehearsalRequest>;

/** `[from, to)`. */
export const Rehearsal = z.object({ from: Second, to: Second });
export type Rehearsal = z.infer<typeof Rehearsal>;

/** The rehearsal that is on; absent when none is. */
export const RehearsalAnswer = z.object({ rehearsal: Rehearsal.optional() });
export type RehearsalAnswer = z.infer<typeof RehearsalAnswer>;
