import { z } from "zod";
import { ErrorCode } from "./error-code.ts";

/** Every error that leaves a process over HTTP has this body: what went wrong, where, and how to cure it. */
export const ErrorBody = z.object({
  error: z.object({
    code: ErrorCode,
    /** One sentence for people. Never holds a secret. */
    message: z.string(),
    /** Path of the offending field, e.g. `fields.startsAt` or `body.room`. */
    field: z.string().optional(),
    /** What to do about it. */
    cure: z.string().optional(),
  }),
});
export type ErrorBody = z.infer<typeof ErrorBody>;

/** An error as a client hears it: a server that is newer than the client may know more codes. */
export const HeardError = z.object({ error: ErrorBody.shape.error.extend({ code: z.string() }) });

/** Builds an error body; absent parts are left out. */
export function errorBody(
  code: ErrorCode,
  message: string,
  detail: { field?: string; cure?: string } = {},
): ErrorBody {
  return { error: { code, message, ...detail } };
}

/** The first problem of a failed zod parse as an error body that names the field. */
export function errorBodyOfZod(code: ErrorCode, error: z.ZodError, cure?: string): ErrorBody {
  const issue = error.issues[0];
  const field = issue?.path.map(String).join(".") || "body";
  return errorBody(
    code,
    `${field}: ${issue?.message ?? "invalid"}`,
    cure === undefined ? { field } : { field, cure },
  );
}
