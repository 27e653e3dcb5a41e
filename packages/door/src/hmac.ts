const ENCODER = new TextEncoder();

/** HMAC-SHA256 of a text or bytes with a UTF-8 secret. */
export async function hmacSha256(
  secret: string,
  message: string | Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", ENCODER.encode(secret), algorithm, false, ["sign"]);
  const bytes = typeof message === "string" ? ENCODER.encode(message) : message;
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes));
}

/** SHA-256 of a text or bytes, in lower-case hex. */
export async function sha256Hex(message: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = typeof message === "string" ? ENCODER.encode(message) : message;
  return hexOf(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

/** Lower-case hex. */
export function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Base64 for URLs, without padding. */
export function base64UrlOf(bytes: Uint8Array): string {
  return btoa(String.fromCodePoint(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/**
 * Compares two texts or byte arrays in a time that depends only on their lengths. Plain Node's WebCrypto has no
 * `timingSafeEqual`.
 */
export function constantTimeEqual(a: string | Uint8Array, b: string | Uint8Array): boolean {
  const left = typeof a === "string" ? ENCODER.encode(a) : a;
  const right = typeof b === "string" ? ENCODER.encode(b) : b;
  let difference = left.length ^ right.length;
  for (const [index, byte] of left.entries()) difference |= byte ^ (right[index] ?? 0);
  return difference === 0;
}
