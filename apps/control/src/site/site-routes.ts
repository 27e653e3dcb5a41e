import { type Context, Hono } from "hono";
import type { Guide, ProgrammeAnswer } from "@nonstop/contract/guide";
import type { ShelfEntry } from "@nonstop/contract/shelf";
import { secondOf } from "@nonstop/contract/time";
import { firstChannel } from "@nonstop/door/channel-of";
import { clock } from "@nonstop/door/clock";
import type { Env } from "../env.ts";
import {
  channelHead,
  favouriteHead,
  guideHead,
  type PlaceOfPage,
  plainHead,
  programmeHead,
} from "./heads.ts";
import { listHead, type Named, namedHead, type NamedPage } from "./directory-head.ts";
import { withHead } from "./page-head.ts";
import { withFramedHeaders, withSecurityHeaders } from "./security-headers.ts";

/** Doors for programs. They answer in JSON when something is missing, never with a page. */
const MACHINE_DOORS = /^\/(?:api|live|origin|hooks|epg|replay|posters|pictures)(?:\/|$)/;
const PROGRAMME = /^\/schedule\/([a-zA-Z0-9_.-]+)\/?$/;
/** The page that is shown beside entries in Contentful. */
const SIDEBAR = /^\/contentful\/sidebar(?:\/|$)/;
/** Pages of the control room, which one document shows. */
const CONTROL_ROOM_PAGE = /^\/control-room\/(?:library|rehearsal|news)\/?$/;
/** Pages of people, shows and the search. */
const DIRECTORY = /^\/(people|shows|search)(?:\/([a-zA-Z0-9_.-]+))?\/?$/;
/** What can be watched again, and one favourite. */
const REPLAYS = /^\/replays(?:\/([a-z0-9][a-z0-9-]*))?\/?$/;
const GUIDE = /^\/schedule\/?$/;
/** The player alone, for pages of others. */
const EMBED = /^\/embed(?:\/[a-zA-Z0-9_.-]+)?\/?$/;
const ANYWHERE = ["*"];
/** The head of the guide tells of so much. */
const GUIDE_SECONDS = 36 * 3600;
const HOUR_SECONDS = 3600;
/** A page does not wait longer for what its head says. */
const HEAD_WITHIN_MS = 2000;

export type SiteDoors = {
  /** The programme of a slug, be it of an address that it had before. Undefined when the guide has none. */
  programme: (env: Env, slug: string) => Promise<ProgrammeAnswer | undefined>;
  /** The guide of a window, in seconds. */
  guide: (env: Env, window: { from: number; to: number }) => Promise<Guide>;
  /** The person or show whose page it is; undefined where nobody has the name. */
  named: (env: Env, page: NamedPage) => Promise<Named | undefined>;
  /** A favourite by the address of its page. Undefined when the shelf has none. */
  favourite: (env: Env, slug: string) => Promise<ShelfEntry | undefined>;
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
    if (EMBED.test(path)) return embedPage(c);
    const slug = PROGRAMME.exec(path)?.[1];
    const isDirectory = DIRECTORY.test(path) && !path.endsWith(".ics");
    if (slug === undefined && path !== "/" && !GUIDE.test(path) && !isDirectory && !REPLAYS.test(path)) {
      const file = CONTROL_ROOM_PAGE.test(path) ? new URL("/control-room/", c.req.url) : c.req.raw;
      const found = await c.env.ASSETS.fetch(file);
      if (SIDEBAR.test(path) && found.status !== 404)
        return withFramedHeaders(found, c.req.raw, doors.framedBy(c.env));
      if (found.status !== 404) return withSecurityHeaders(found, c.req.raw);
      // No cache may store this answer, because the next deploy may bring the file.
      if (isFile(path)) return withSecurityHeaders(noSuchFile(), c.req.raw);
    }
    return withSecurityHeaders(await describedPage(c, doors, slug), c.req.raw);
  });
  return app;
}

/**
 * The page with the head that search engines and chats read. An address that leads nowhere also gets the page, with
 * status 404; an old address of a programme leads to the present one.
 */
async function describedPage(
  c: Context<Site>,
  doors: SiteDoors,
  slug: string | undefined,
): Promise<Response> {
  const place = placeOf(c);
  const page = await c.env.ASSETS.fetch(new URL("/", c.req.url));
  if (page.status === 404) return noPages();
  if (slug !== undefined) {
    // The page must be shown even when the schedule cannot answer.
    const programme = await soon(doors.programme(c.env, slug), "unknown");
    if (programme === "unknown") return withHead(page, plainHead(place));
    if (programme === undefined) return withStatus(withHead(page, plainHead(place)), 404);
    if (programme.entry.slug !== slug) return movedTo(programme.entry.slug, c.req.url);
    return withHead(page, programmeHead(place, programme));
  }
  if (c.req.path === "/") return withHead(page, channelHead(place));
  const [, list, name] = DIRECTORY.exec(c.req.path) ?? [];
  if (list !== undefined && name === undefined) return withHead(page, listHead(place, list));
  if (list !== undefined && name !== undefined) {
    const named = await soon(doors.named(c.env, { list, name }), "unknown");
    if (named === "unknown") return withHead(page, plainHead(place));
    return named === undefined
      ? withStatus(withHead(page, plainHead(place)), 404)
      : withHead(page, namedHead(place, named, { list, name }));
  }
  const replays = REPLAYS.exec(c.req.path);
  if (replays?.[1] !== undefined) {
    const favourite = await soon(doors.favourite(c.env, replays[1]), "unknown");
    if (favourite === "unknown") return withHead(page, plainHead(place));
    if (favourite === undefined) return withStatus(withHead(page, plainHead(place)), 404);
    return withHead(page, favouriteHead(place, favourite));
  }
  if (replays !== null) return withHead(page, plainHead(place, "Replays · Nonstop"));
  if (!GUIDE.test(c.req.path))
    return withStatus(withHead(page, plainHead(place, "No such page · Nonstop")), 404);
  const from = place.now - (place.now % HOUR_SECONDS);
  const guide = await soon(doors.guide(c.env, { from, to: from + GUIDE_SECONDS }), undefined);
  return withHead(page, guideHead(place, guide));
}

/** What is there soon, or else what stands for it. */
async function soon<T, const E>(asked: Promise<T>, otherwise: E): Promise<T | E> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<E>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), HEAD_WITHIN_MS);
  });
  return Promise.race([asked.catch(() => otherwise), late]).finally(() => clearTimeout(timer));
}

function placeOf(c: Context<Site>): PlaceOfPage {
  const origin = new URL(c.env.PUBLIC_URL === "" ? c.req.url : c.env.PUBLIC_URL).origin;
  return { origin, path: c.req.path, channel: firstChannel(c.env), now: secondOf(clock.nowMs()) };
}

/** The one page that any page may show in its own. It changes nothing, and who looks at it is not signed in by it. */
async function embedPage(c: Context<Site>): Promise<Response> {
  const page = await c.env.ASSETS.fetch(new URL("/embed/", c.req.url));
  return withFramedHeaders(page.status === 404 ? noPages() : page, c.req.raw, ANYWHERE);
}

// Not stored for long: a programme may be given its old name again.
function movedTo(slug: string, url: string): Response {
  const location = `/schedule/${slug}${new URL(url).search}`;
  return new Response(null, { status: 301, headers: { location, "cache-control": "public, max-age=10" } });
}

function withStatus(answer: Response, status: number): Response {
  return new Response(answer.body, { status, headers: answer.headers });
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
