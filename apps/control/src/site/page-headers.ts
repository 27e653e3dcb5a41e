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

/**
 * What every page and file of ours is answered with. The Worker sets it on what it answers itself; files are served without
 * it, and have it from `dist/_headers`, which is made of this.
 */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "x-content-type-options": "nosniff",
  "referrer-policy": "strict-origin-when-cross-origin",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
};

/** A browser that came by https must never ask by http again, because somebody else could answer in our place. */
export const HTTPS_ONLY = { name: "strict-transport-security", value: "max-age=31536000" } as const;

/**
 * Headers of files by address, as Cloudflare's `_headers` file has them. Browsers pay no heed to the https one where they came
 * by http. Files below `assets/` carry a mark of their content in their names.
 */
export function headersFile(): string {
  const all = { ...PAGE_HEADERS, [HTTPS_ONLY.name]: HTTPS_ONLY.value };
  const lines = Object.entries(all).map(([name, value]) => `  ${name}: ${value}`);
  return ["/*", ...lines, "/assets/*", "  cache-control: public, max-age=31536000, immutable", ""].join("\n");
}
