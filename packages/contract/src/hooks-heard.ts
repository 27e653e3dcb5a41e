import { z } from "zod";
import { EpochMs } from "./time.ts";

export const HookVendor = z.enum(["contentful", "zoom", "stream"]);
export type HookVendor = z.infer<typeof HookVendor>;

/**
 * `GET /api/v1/hooks` (producers only): when a webhook with a right signature last came from each vendor, whatever it told;
 * without a time when none ever did.
 */
export const HooksHeard = z.object({
  hooks: z.array(z.object({ vendor: HookVendor, heardMs: EpochMs.optional() })),
});
export type HooksHeard = z.infer<typeof HooksHeard>;
