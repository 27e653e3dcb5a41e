import { OpenAPIHono, z } from "@hono/zod-openapi";
import { AiringId } from "@nonstop/contract/names";
import { routes } from "@nonstop/contract/routes";
import { secondOf } from "@nonstop/contract/time";
import { firstChannel } from "@nonstop/door/channel-of";
import { clock } from "@nonstop/door/clock";
import { readsInBounds } from "@nonstop/door/rate-limits";
import { refusal } from "@nonstop/door/refusal";
import { withoutQuery } from "@nonstop/door/without-query";
import { type Embed, oembed, oembedXml } from "@nonstop/schedule/feeds/oembed";
import { sitemap } from "@nonstop/schedule/feeds/sitemap";
import type { Context } from "hono";
import { cors } from "hono/cors";
import type { Env } from "../../env.ts";
import { FOR_EVERYBODY, json, REFUSED } from "../../openapi/answers.ts";
import { readDirectory } from "../directory/read-directory.ts";
import { readProgramme } from "../guide/read-guide.ts";
import { readShelf } from "../library/read-shelf.ts";
import { scheduleAway } from "./calendar-answer.ts";
import { feedAnswer } from "./feed-answer.ts";
import { FEED_CACHE, feedStation } from "./feed-station.ts";
import { readCalendar } from "./read-feed.ts";
import { pagesOf } from "./site-pages.ts";

type Site = Context<{ Bindings: Env }>;

const XML_TYPE = "application/xml; charset=utf-8";
const PART = /^\/sitemap-(\d{1,4})\.xml$/;
/** The picture of the station, in pixels. */
const CARD = { path: "/card.png", width: 1200, height: 630 } as const;
/** Pages of people who work here. Search engines run our pages, which ask the API, so that stays open to them. */
const NOT_FOR_ENGINES = ["/control-room/", "/contentful/", "/guest/", "/hooks/", "/origin/"];

const Pixels = z
  .string()
  .regex(/^\d{1,5}$/, "must be a whole number of pixels")
  .transform(Number)
  .optional();
const Asked = z.object({
  url: z.url({ protocol: /^https?$/, error: "must be the address of a page of this station" }).max(2000),
  format: z.string().max(20).default("json"),
  maxwidth: Pixels,
  maxheight: Pixels,
});

/** The doors by which the station is found: for search engines, and for pages that show ours in theirs. */
export function discoveryRoutes(): OpenAPIHono<{ Bindings: Env }> {
  const app = new OpenAPIHono<{ Bindings: Env }>();
  app.use("/robots.txt", readsInBounds, withoutQuery);
  app.get("/robots.txt", (c) => robots(c));
  app.use("/:file{sitemap(?:-[0-9]+)?\\.xml}", readsInBounds, withoutQuery);
  app.get("/:file{sitemap(?:-[0-9]+)?\\.xml}", (c) => siteMap(c));
  app.openAPIRegistry.registerPath({
    method: "get",
    path: routes.oembed,
    operationId: "readEmbed",
    summary:
      "How a page of ours is shown in one of yours (oEmbed 1.0): the channel, or a programme that has aired",
    tags: ["guide"],
    security: FOR_EVERYBODY,
    request: {
      query: z.object({
        url: z.url(),
        format: z.enum(["json", "xml"]).optional(),
        maxwidth: z.int().optional(),
        maxheight: z.int().optional(),
      }),
    },
    responses: {
      200: json(z.looseObject({ type: z.enum(["video", "link"]), version: z.literal("1.0") }), "oEmbed"),
      400: REFUSED.malformed,
      404: REFUSED.unknown,
      429: REFUSED.tooMany,
      501: REFUSED.any,
    },
  });
  app.use(routes.oembed, cors({ origin: "*", allowMethods: ["GET", "HEAD", "OPTIONS"] }), readsInBounds);
  app.get(routes.oembed, (c) => embedAnswer(c));
  return app;
}

function robots(c: Site): Promise<Response> {
  const { origin } = feedStation(c, firstChannel(c.env));
  const lines = [
    "User-agent: *",
    ...NOT_FOR_ENGINES.map((path) => `Disallow: ${path}`),
    "",
    `Sitemap: ${origin}/sitemap.xml`,
    "",
  ];
  const text = lines.join("\n");
  return feedAnswer(c.req.raw, { text, type: "text/plain; charset=utf-8", cacheControl: FEED_CACHE });
}

async function siteMap(c: Site): Promise<Response> {
  const channel = firstChannel(c.env);
  const calendar = await readCalendar(c.env, channel);
  const directory = await readDirectory(c.env, channel).catch(() => undefined);
  const shelf = await readShelf(c.env, channel).catch(() => undefined);
  if (calendar === undefined || directory === undefined || shelf === undefined) return scheduleAway();
  const { origin } = feedStation(c, channel);
  const { text, parts } = sitemap(
    pagesOf(calendar, directory, shelf, origin),
    (part) => `${origin}/sitemap-${part}.xml`,
  );
  const part = PART.exec(c.req.path)?.[1];
  const wanted = part === undefined ? text : parts[Number(part) - 1];
  if (wanted === undefined)
    return refusal(404, "no-such-path", "The sitemap has no such part.", { cure: "Read /sitemap.xml." });
  return feedAnswer(c.req.raw, { text: wanted, type: XML_TYPE, cacheControl: FEED_CACHE });
}

async function embedAnswer(c: Site): Promise<Response> {
  const asked = Asked.safeParse(c.req.query());
  if (!asked.success) {
    const [issue] = asked.error.issues;
    const field = String(issue?.path[0] ?? "url");
    return refusal(400, "bad-query", `${field}: ${issue?.message ?? "is malformed"}`, {
      field,
      cure: "Give ?url= with the address of a page of this station, escaped.",
    });
  }
  const { url, format, maxwidth: width, maxheight: height } = asked.data;
  // Its specification names the status.
  if (format !== "json" && format !== "xml")
    return refusal(501, "no-such-format", "There is no such format.", {
      field: "format",
      cure: "Ask for json or xml.",
    });
  const embed = await embedOf(c, new URL(url));
  if (embed === undefined)
    return refusal(404, "no-such-path", "That is no page of this station that can be shown in another.", {
      field: "url",
      cure: "Give the address of the channel or of a programme.",
    });
  const answer = oembed(embed, { width, height });
  return format === "xml"
    ? feedAnswer(c.req.raw, {
        text: oembedXml(answer),
        type: "text/xml; charset=utf-8",
        cacheControl: FEED_CACHE,
      })
    : feedAnswer(c.req.raw, {
        text: JSON.stringify(answer),
        type: "application/json",
        cacheControl: FEED_CACHE,
      });
}

async function embedOf(c: Site, page: URL): Promise<Embed | undefined> {
  const channel = firstChannel(c.env);
  const { origin } = feedStation(c, channel);
  if (page.origin !== origin) return undefined;
  const picture = { url: `${origin}${CARD.path}`, width: CARD.width, height: CARD.height };
  const live = { title: "Nonstop", player: `${origin}${routes.embedLive}`, origin, picture };
  if (["/", routes.embedLive, "/embed", "/schedule", "/schedule/"].includes(page.pathname)) return live;
  const airing = /^\/embed\/([^/]+)\/?$/.exec(page.pathname)?.[1];
  if (airing !== undefined)
    return AiringId.safeParse(airing).success
      ? { ...live, player: `${origin}${routes.embed(airing)}` }
      : undefined;
  const slug = /^\/schedule\/([a-zA-Z0-9_.-]+)\/?$/.exec(page.pathname)?.[1];
  const entry = slug === undefined ? undefined : (await readProgramme(c.env, channel, slug))?.entry;
  if (entry === undefined) return undefined;
  const now = secondOf(clock.nowMs());
  const isOver = entry.end <= now && entry.kind !== "slate";
  const player = isOver ? `${origin}${routes.embed(entry.airing)}` : live.player;
  return { ...live, title: entry.title, player: entry.start <= now ? player : undefined };
}
