import { z } from "zod";
import { Second } from "./time.ts";

/**
 * One thing that a check of a guest's set-up found. `unmeasured`: nothing could be told of it, and nothing depends on it. `says` and
 * `cure` are sentences for the guest.
 */
export const GuestFinding = z.object({
  what: z.enum(["picture", "sound", "echo", "stable"]),
  is: z.enum(["good", "bad", "unmeasured"]),
  says: z.string(),
  cure: z.string().optional(),
});
export type GuestFinding = z.infer<typeof GuestFinding>;

/** What came of a check. */
export const GuestVerdict = z.object({
  /** When it was given. */
  at: Second,
  /** Nothing was bad. */
  isReady: z.boolean(),
  findings: z.array(GuestFinding),
});
export type GuestVerdict = z.infer<typeof GuestVerdict>;
