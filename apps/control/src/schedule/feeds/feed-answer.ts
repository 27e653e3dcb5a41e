import { secondOf } from "@nonstop/contract/time";
import { clock } from "@nonstop/door/clock";
import { takesGzip } from "@nonstop/door/takes-gzip";

/** What an isolate remembers of each feed: a station has a few, but programmes and people have theirs as well. */
const MAX_REMEMBERED = 1000;
const remembered = new Map<string, { etag: string; changedAt: number }>();

type Feed = { text: string; type: string; cacheControl: string };

/**
 * Answers a text that readers ask for again and again: a reader that has it is told so (RFC 9110, 13), and one that takes gzip
 * gets it so. `Last-Modified` is when this isolate first saw the text.
 */
export async function feedAnswer(request: Request, { text, type, cacheControl }: Feed): Promise<Response> {
  const etag = await etagOf(text);
  const modified = new Date(changedAt(new URL(request.url).pathname, etag) * 1000);
  const headers = new Headers({
    "content-type": type,
    "cache-control": cacheControl,
    "x-content-type-options": "nosniff",
    etag,
    "last-modified": modified.toUTCString(),
    vary: "accept-encoding",
  });
  if (isKnown(request, etag, modified)) return new Response(null, { status: 304, headers });
  if (takesGzip(request)) headers.set("content-encoding", "gzip");
  return new Response(text, { headers });
}

// Weak, for the text may come gzipped or not.
async function etagOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  const bytes = [...new Uint8Array(digest).subarray(0, 16)];
  return `W/"${bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")}"`;
}

// A text that changes twice in one second has a time of its own each time.
function changedAt(path: string, etag: string): number {
  const before = remembered.get(path);
  if (before?.etag === etag) return before.changedAt;
  const at = Math.max(secondOf(clock.nowMs()), (before?.changedAt ?? 0) + 1);
  remembered.delete(path);
  remembered.set(path, { etag, changedAt: at });
  const oldest = remembered.keys().next().value;
  if (remembered.size > MAX_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
  return at;
}

function isKnown(request: Request, etag: string, modified: Date): boolean {
  const tags = request.headers.get("if-none-match");
  const isOne = (tag: string): boolean => tag === "*" || tag.replace(/^W\//, "") === etag.replace(/^W\//, "");
  if (tags !== null) return tags.split(",").some((tag) => isOne(tag.trim()));
  const since = Date.parse(request.headers.get("if-modified-since") ?? "");
  return !Number.isNaN(since) && modified.getTime() <= since;
}
