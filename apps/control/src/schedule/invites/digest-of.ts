import { createHash } from "node:crypto";

/** A secret by a mark that tells nothing of it: what was said is kept, also in archives. */
export function digestOf(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}
