import { type Context, Hono } from "hono";
import type { Env } from "../env.ts";
import { withHead } from "./page-head.ts";
import { withFramedHeaders, withSecurityHeaders } from "./security-headers.ts";

/** Doors for programs. They answer in JSON when something is missing, never with a page. */
const MACHINE_DOORS = /^\/(?:api|live|origin|hooks|epg|replay|posters)(?:\/|$)/;
const PROGRAMME = /^\/schedule\/([a-zA-Z0-9_.-]+)\/?$/;
/** The page that is shown beside entries in Contentful. */
const SIDEBAR = /^\/contentful\/sidebar(?:\/|$)/;
/** Pages of the control room, which one document shows. */
const CONTROL_ROOM_PAGE = /^\/control-room\/(?:library|rehearsal)\/?$/;
const GUIDE = /^\/schedule\/?$/;
const STATION_WORDS = "A television station that never goes off air.";
const DESCRIPTION_LENGTH = 200;

/** What a page says about a programme. `slug` is of its present address. */
type Programme = { title: string; summary: string; slug: string };
export type SiteDoors = {
  /** The programme of a slug, be it of an address that it had before. Undefined when the guide has none. */
  programme: (env: Env, slug: string) => Promise<Programme | undefined>;
  /** The origins whose pages may show the one beside an entry in theirs. */
  framedBy: (env: Env) => readonly string[];
};

type Site = { Bindings: Env };

/** The web app. It serves files, and one page for every address that is not a file. */
export function siteRoutes(doors: SiteDoors): Hono<Site> {
  const app = new Hono<Site>();
  app.get("*", async (c, next) => {
    const { path } = c.req;
    if (MACHINE_DOORS.test(path)) return next();
    const slug = PROGRAMME.exec(path)?.[1];
    if (slug === undefined && path !== "/" && !GUIDE.test(path)) {
      const file = CONTROL_ROOM_PAGE.test(path) ? new URL("/control-room/", c.req.url) : c.req.raw;
      const found = await c.env.ASSETS.fetch(file);
      if (SIDEBAR.test(path) && found.status !== 404)
        return withFramedHeaders(found, c.req.raw, doors.framedBy(c.env));
      if (found.status !== 404) return withSecurityHeaders(found, c.req.raw);
      // No cache may store this answer, because the next deploy may bring the file.
      if (isFile(path)) return withSecurityHeaders(noSuchFile(), c.req.raw);
    }
    // The page must be shown even when the schedule cannot answer.
    const programme =
      slug === undefined ? undefined : await doors.programme(c.env, slug).catch(() => "unknown" as const);
    const isMoved = programme !== undefined && programme !== "unknown" && programme.slug !== slug;
    if (isMoved) return withSecurityHeaders(movedTo(programme.slug, c.req.url), c.req.raw);
    const page = await c.env.ASSETS.fetch(new URL("/", c.req.url));
    const answer = page.status === 404 ? noPages() : described(c, { slug, programme }, page);
    return withSecurityHeaders(answer, c.req.raw);
  });
  return app;
}

/**
 * The page with the head that search engines and chats read. An address that leads nowhere also gets the page, with
 * status 404.
 */
function described(
  c: Context<Site>,
  { slug, programme }: { slug: string | undefined; programme: Programme | "unknown" | undefined },
  page: Response,
): Response {
  const base = c.env.PUBLIC_URL === "" ? new URL(c.req.url).origin : c.env.PUBLIC_URL;
  const head = {
    title: "Nonstop",
    description: STATION_WORDS,
    url: new URL(c.req.path, base).href,
    image: new URL("/card.png", base).href,
  };
  if (slug === undefined) {
    if (c.req.path === "/") return withHead(page, head);
    if (GUIDE.test(c.req.path)) return withHead(page, { ...head, title: "Schedule · Nonstop" });
    return withStatus(withHead(page, { ...head, title: "No such page · Nonstop" }), 404);
  }
  if (programme === "unknown") return withHead(page, head);
  if (programme === undefined) return withStatus(withHead(page, head), 404);
  return withHead(page, {
    ...head,
    title: `${programme.title} · Nonstop`,
    description: shortened(programme.summary) || STATION_WORDS,
  });
}

// Not stored for long: a programme may be given its old name again.
function movedTo(slug: string, url: string): Response {
  const location = `/schedule/${slug}${new URL(url).search}`;
  return new Response(null, { status: 301, headers: { location, "cache-control": "public, max-age=10" } });
}

function withStatus(answer: Response, status: number): Response {
  return new Response(answer.body, { status, headers: answer.headers });
}

/** Shortens a text to fit a card. It cuts between words. */
function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  if (line.length <= DESCRIPTION_LENGTH) return line;
  return `${line.slice(0, DESCRIPTION_LENGTH).replace(/\s\S*$/, "")}…`;
}

// The Worker still runs the channel without its pages, so it says so instead of answering with nothing.
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
