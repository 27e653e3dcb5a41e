import { Hono } from "hono";
import type { Env } from "../env.ts";
import { withSecurityHeaders } from "./security-headers.ts";

/** Doors for programs: what is not there is said in JSON, never with a page. */
const MACHINE_DOORS = /^\/(?:api|live|origin|hooks|epg|replay)(?:\/|$)/;

/** The web app: its files, and its one page for every address that is not a file. */
export function siteRoutes(): Hono<{ Bindings: Env }> {
  const app = new Hono<{ Bindings: Env }>();
  app.get("*", async (c, next) => {
    if (MACHINE_DOORS.test(c.req.path)) return next();
    const found = await c.env.ASSETS.fetch(c.req.raw);
    if (found.status !== 404) return withSecurityHeaders(found, c.req.raw);
    // Never kept: the next deploy may bring the file.
    if (isFile(c.req.path)) return withSecurityHeaders(noSuchFile(), c.req.raw);
    const page = await c.env.ASSETS.fetch(new URL("/", c.req.url));
    return withSecurityHeaders(page.status === 404 ? noPages() : page, c.req.raw);
  });
  return app;
}

// Without its pages the Worker still is the channel: it says so instead of answering with nothing.
function noPages(): Response {
  const text = "The pages are not built: build apps/web. The channel is on air at /live/main/index.m3u8.\n";
  return new Response(text, { status: 503, headers: { "cache-control": "no-store", "retry-after": "10" } });
}

function noSuchFile(): Response {
  return new Response("There is no such file.\n", {
    status: 404,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  });
}

function isFile(path: string): boolean {
  return path.slice(path.lastIndexOf("/")).includes(".");
}
