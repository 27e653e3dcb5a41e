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

/**
 * The tokens that a setting accepts, separated by commas. While a token is rotated it names the new one and the old one,
 * so that nobody is turned away in between.
 */
export function acceptedTokens(setting: string | undefined): string[] {
  return (setting ?? "")
    .split(",")
    .map((token) => token.trim())
    .filter((token) => token !== "");
}

/** Whether a token is one of those that a setting accepts. */
export async function isAccepted(given: string, setting: string | undefined): Promise<boolean> {
  const equal = await Promise.all(acceptedTokens(setting).map((token) => sameSecret(given, token)));
  return equal.includes(true);
}
