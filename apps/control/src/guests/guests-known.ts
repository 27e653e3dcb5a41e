import { GuestVerdict } from "@nonstop/contract/guest-check";
import { Second } from "@nonstop/contract/time";
import { z } from "zod";

/** A check of a guest's set-up that is on, `[from, to)`. */
export const OpenCheck = z.object({
  /** The entry of the guest; absent when they have none. */
  person: z.string().optional(),
  from: Second,
  to: Second,
});
export type OpenCheck = z.infer<typeof OpenCheck>;

/** What is kept of an event's guests, and outlasts its revisions. */
export const GuestsKnown = z
  .object({
    /** Of their links: those of a lower generation are revoked. 0 when it is absent. */
    generation: z.int().min(0),
    /** What a producer wrote to them in the control room, over what the entry's note said then. The newer of the two is read. */
    note: z.object({ text: z.string(), over: z.string() }),
    check: OpenCheck,
    /** When the last checks were ended without a verdict, oldest first. */
    endedAt: z.array(Second),
    /** Of their newest checks, by their entries; `""` for a guest without one. */
    verdicts: z.record(z.string(), GuestVerdict),
  })
  .partial();
export type GuestsKnown = z.infer<typeof GuestsKnown>;
