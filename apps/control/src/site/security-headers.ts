/** Our pages load from us alone. media-chrome styles its shadow roots inline; hls.js plays from blobs and works in one. */
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

/** The same answer with the headers that every page and asset of ours carries. */
export function withSecurityHeaders(answer: Response, request: Request): Response {
  const secured = new Response(answer.body, answer);
  secured.headers.set("content-security-policy", CONTENT_SECURITY_POLICY);
  secured.headers.set("x-content-type-options", "nosniff");
  secured.headers.set("referrer-policy", "strict-origin-when-cross-origin");
  secured.headers.set("cross-origin-opener-policy", "same-origin");
  secured.headers.set("permissions-policy", "camera=(), microphone=(), geolocation=()");
  // A browser that came by https once never asks by http again, where somebody could answer in our place.
  if (new URL(request.url).protocol === "https:")
    secured.headers.set("strict-transport-security", "max-age=31536000");
  return secured;
}
