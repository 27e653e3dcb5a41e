import { ErrorBody } from "@nonstop/contract/error-body";
import { z } from "zod";

/**
 * What a webhook is answered when it was genuine and readable. `refused`: the entry is wrong, and sending it again will not
 * help; `error` names the field and the cure.
 */
export const HookAnswer = z.object({
  status: z.enum(["accepted", "duplicate", "ignored", "refused"]),
  why: z.string().optional(),
  error: ErrorBody.shape.error.optional(),
});
export type HookAnswer = z.infer<typeof HookAnswer>;
