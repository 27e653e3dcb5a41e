const encoder = new TextEncoder();

/**
 * Whether two texts are equal, in a time that tells nothing of where they differ or how long they are. A secret that is empty,
 * or was never set, equals nothing.
 */
export async function sameSecret(given: string, secret: string | undefined): Promise<boolean> {
  if (secret === undefined || secret === "") return false;
  const [a, b] = await Promise.all(
    [given, secret].map((text) => crypto.subtle.digest("SHA-256", encoder.encode(text))),
  );
  return a !== undefined && b !== undefined && crypto.subtle.timingSafeEqual(a, b);
}

/** HMAC-SHA256 of a text, in base64url. */
export async function signText(text: string, secret: string): Promise<string> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["sign"]);
  const signature = new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(text)));
  return btoa(String.fromCharCode(...signature))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** The token of an `Authorization: Bearer` header; empty when there is none. */
export function bearerToken(request: Request): string {
  return /^Bearer (\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
}
