import { type Context, Hono } from "hono";
import type { Env } from "../env.ts";
import { withHead } from "./page-head.ts";
import { withSecurityHeaders } from "./security-headers.ts";

/** Doors for programs: what is not there is said in JSON, never with a page. */
const MACHINE_DOORS = /^\/(?:api|live|origin|hooks|epg|replay)(?:\/|$)/;
const PROGRAMME = /^\/schedule\/([a-zA-Z0-9_.-]+)\/?$/;
const GUIDE = /^\/schedule\/?$/;
const STATION_WORDS = "A television station that never goes off air.";
const DESCRIPTION_LENGTH = 200;

/** What a page says of a programme. */
type Programme = { title: string; summary: string };
export type SiteDoors = {
  /** The programme of a slug; undefined when the guide has none. */
  programme: (env: Env, slug: string) => Promise<Programme | undefined>;
};

type Site = { Bindings: Env };

/** The web app: its files, and its one page for every address that is not a file. */
export function siteRoutes(doors: SiteDoors): Hono<Site> {
  const app = new Hono<Site>();
  app.get("*", async (c, next) => {
    const { path } = c.req;
    if (MACHINE_DOORS.test(path)) return next();
    const slug = PROGRAMME.exec(path)?.[1];
    if (slug === undefined && path !== "/" && !GUIDE.test(path)) {
      const found = await c.env.ASSETS.fetch(c.req.raw);
      if (found.status !== 404) return withSecurityHeaders(found, c.req.raw);
      // Never kept: the next deploy may bring the file.
      if (isFile(path)) return withSecurityHeaders(noSuchFile(), c.req.raw);
    }
    const page = await c.env.ASSETS.fetch(new URL("/", c.req.url));
    const answer = page.status === 404 ? noPages() : await described(c, doors, slug, page);
    return withSecurityHeaders(answer, c.req.raw);
  });
  return app;
}

/** The page as it should be known outside; an address that leads nowhere has the page all the same, and says 404. */
async function described(
  c: Context<Site>,
  doors: SiteDoors,
  slug: string | undefined,
  page: Response,
): Promise<Response> {
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
  // A schedule that cannot answer must not keep the page from being shown.
  const programme = await doors.programme(c.env, slug).catch(() => "unknown" as const);
  if (programme === "unknown") return withHead(page, head);
  if (programme === undefined) return withStatus(withHead(page, head), 404);
  return withHead(page, {
    ...head,
    title: `${programme.title} · Nonstop`,
    description: shortened(programme.summary) || STATION_WORDS,
  });
}

function withStatus(answer: Response, status: number): Response {
  return new Response(answer.body, { status, headers: answer.headers });
}

/** So much of a text as fits a card, cut between words. */
function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  if (line.length <= DESCRIPTION_LENGTH) return line;
  return `${line.slice(0, DESCRIPTION_LENGTH).replace(/\s\S*$/, "")}…`;
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
