/**
 * Our pages load only from us. media-chrome styles its shadow roots inline. hls.js plays from blobs and runs its worker
 * from one.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "media-src 'self' blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join("; ");

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

/** Adds the headers that all our pages and assets carry. */
export function withSecurityHeaders(answer: Response, request: Request): Response {
  const secured = new Response(answer.body, answer);
  secured.headers.set("content-security-policy", CONTENT_SECURITY_POLICY);
  secured.headers.set("x-content-type-options", "nosniff");
  secured.headers.set("referrer-policy", "strict-origin-when-cross-origin");
  secured.headers.set("cross-origin-opener-policy", "same-origin");
  secured.headers.set("permissions-policy", "camera=(), microphone=(), geolocation=()");
  // A browser that came by https must never ask by http again, because somebody else could answer in our place.
  if (new URL(request.url).protocol === "https:")
    secured.headers.set("strict-transport-security", "max-age=31536000");
  return secured;
}
