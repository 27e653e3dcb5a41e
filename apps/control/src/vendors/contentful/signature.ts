import { constantTimeEqual, hexOf, hmacSha256 } from "@nonstop/door/hmac";

/** How far the time of signing may lie from ours, either way. Retries come 30 s apart and may not be signed anew. */
export const SIGNATURE_AGE_MS = 5 * 60_000;

const SIGNATURE = "x-contentful-signature";
const SIGNED_HEADERS = "x-contentful-signed-headers";
const TIMESTAMP = "x-contentful-timestamp";

export type SignedRequest = {
  method: string;
  /** Path with query, as it stands in the request line. */
  path: string;
  headers: Headers;
  body: Uint8Array;
};

/** `signed`: which headers can be trusted; all others may have been changed on the way. */
export type SignatureAnswer =
  | { kind: "genuine"; signed: ReadonlySet<string> }
  | { kind: "forged"; message: string }
  | { kind: "stale"; message: string };

/**
 * Checks a webhook as Contentful's own toolkit does (canonical request, HMAC-SHA256 in hex), and beyond it the age in both
 * directions: the toolkit takes a request signed for next year.
 */
export async function checkContentfulSignature(
  request: SignedRequest,
  o: { secret: string; nowMs: number; ageMs?: number },
): Promise<SignatureAnswer> {
  const signature = request.headers.get(SIGNATURE)?.trim() ?? "";
  const listed = (request.headers.get(SIGNED_HEADERS) ?? "").split(",");
  const timestamp = Number.parseInt(request.headers.get(TIMESTAMP) ?? "", 10);
  if (signature.length !== 64 || listed.length < 2 || !Number.isSafeInteger(timestamp))
    return {
      kind: "forged",
      message: `${SIGNATURE}, ${SIGNED_HEADERS} and ${TIMESTAMP} must come with the webhook.`,
    };
  const picked = listed.flatMap((name): [string, string][] => {
    const value = headerOf(request.headers, name);
    return value === undefined ? [] : [[name, value.trim()]];
  });
  const canonical = canonicalRequest({ ...request, headers: new Map(picked), timestamp });
  const expected = hexOf(await hmacSha256(o.secret, canonical.bytes));
  if (!constantTimeEqual(signature, expected))
    return { kind: "forged", message: "The signature does not fit." };
  if (Math.abs(o.nowMs - timestamp) > (o.ageMs ?? SIGNATURE_AGE_MS))
    return { kind: "stale", message: `${TIMESTAMP} is too far from now.` };
  return { kind: "genuine", signed: new Set(canonical.names) };
}

/** Signs as Contentful does; for tests and stand-ins. Answers the three headers to add. */
export async function signContentfulRequest(
  request: { method: string; path: string; headers: Readonly<Record<string, string>>; body: Uint8Array },
  o: { secret: string; timestamp: number },
): Promise<Record<string, string>> {
  const headers = new Map(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase().trim(), value.trim()]),
  );
  const canonical = canonicalRequest({ ...request, headers, timestamp: o.timestamp });
  return {
    [SIGNATURE]: hexOf(await hmacSha256(o.secret, canonical.bytes)),
    [SIGNED_HEADERS]: canonical.names.join(","),
    [TIMESTAMP]: String(o.timestamp),
  };
}

function canonicalRequest(o: {
  method: string;
  path: string;
  headers: ReadonlyMap<string, string>;
  timestamp: number;
  body: Uint8Array;
}): { names: string[]; bytes: Uint8Array<ArrayBuffer> } {
  const headers = new Map(o.headers);
  const names = [...new Set([...headers.keys(), SIGNED_HEADERS, TIMESTAMP])].sort();
  headers.set(TIMESTAMP, String(o.timestamp)).set(SIGNED_HEADERS, names.join(","));
  const lines = names.map((name) => `${name}:${headers.get(name) ?? ""}`).join(";");
  const head = new TextEncoder().encode(`${o.method}\n${encodedPath(o.path)}\n${lines}\n`);
  const bytes = new Uint8Array(head.length + o.body.length);
  bytes.set(head);
  bytes.set(o.body, head.length);
  return { names, bytes };
}

// The query is escaped as one text and then once more with the path: so does the toolkit, so must we.
function encodedPath(path: string): string {
  const [pathname = "", search] = path.split("?");
  return encodeURI(search ? `${pathname}?${encodeURIComponent(search)}` : pathname);
}

function headerOf(headers: Headers, name: string): string | undefined {
  try {
    return headers.get(name) ?? undefined;
  } catch {
    // A name that can be no header was not sent.
    return undefined;
  }
}
