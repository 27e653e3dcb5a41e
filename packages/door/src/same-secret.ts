import { constantTimeEqual } from "./hmac.ts";

const encoder = new TextEncoder();

/**
 * Whether two texts are equal. The time it needs reveals neither where they differ nor how long they are. A secret that
 * is empty or was never set equals nothing.
 */
export async function sameSecret(given: string, secret: string | undefined): Promise<boolean> {
  if (secret === undefined || secret === "") return false;
  const [a, b] = await Promise.all(
    [given, secret].map((text) => crypto.subtle.digest("SHA-256", encoder.encode(text))),
  );
  return a !== undefined && b !== undefined && constantTimeEqual(new Uint8Array(a), new Uint8Array(b));
}
