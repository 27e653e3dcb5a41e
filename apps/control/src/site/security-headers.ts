import { HTTPS_ONLY, PAGE_HEADERS } from "./page-headers.ts";

/** The pages of a guest have neither styles nor frames of others, and play from blobs alone. */
const PRIVATE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Adds the headers of a page whose address is a secret: nobody stores, lists or frames it, and no other site is told where it is. */
export function withPrivateHeaders(answer: Response, request: Request): Response {
  const secured = withSecurityHeaders(answer, request);
  secured.headers.set("content-security-policy", PRIVATE_POLICY);
  secured.headers.set("referrer-policy", "no-referrer");
  secured.headers.set("x-robots-tag", "noindex, nofollow, noarchive");
  secured.headers.set("cache-control", "private, no-store");
  for (const name of ["etag", "last-modified"]) secured.headers.delete(name);
  return secured;
}

/** Adds the headers of a page that pages of these origins show in theirs, and no others. */
export function withFramedHeaders(answer: Response, request: Request, framedBy: readonly string[]): Response {
  const secured = withSecurityHeaders(answer, request);
  const policy = secured.headers.get("content-security-policy") ?? "";
  const ancestors = `frame-ancestors ${framedBy.join(" ")}`;
  secured.headers.set("content-security-policy", policy.replace("frame-ancestors 'self'", ancestors));
  return secured;
}

/** Adds the headers that all our pages and assets carry. */
export function withSecurityHeaders(answer: Response, request: Request): Response {
  const secured = new Response(answer.body, answer);
  for (const [name, value] of Object.entries(PAGE_HEADERS)) secured.headers.set(name, value);
  if (new URL(request.url).protocol === "https:") secured.headers.set(HTTPS_ONLY.name, HTTPS_ONLY.value);
  return secured;
}
