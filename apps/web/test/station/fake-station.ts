import { secondOf } from "@nonstop/contract/time";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { errorBody } from "@nonstop/contract/error-body";
import {
  AIRED_SECONDS,
  type AiredSpan,
  Guide,
  type GuideEntry,
  NowNext,
  type OnNow,
  ProgrammeAnswer,
  type StandIn,
} from "@nonstop/contract/guide";
import { routes } from "@nonstop/contract/routes";
import { directoryDoors } from "./directory-doors.ts";
import { calendarFile } from "@nonstop/schedule/feeds/calendar-feed";
import { itemKindOf } from "@nonstop/contract/rundown";
import { withFramedHeaders, withSecurityHeaders } from "../../../control/src/site/security-headers.ts";
import { deskDoors } from "./desk-doors.ts";
import { shelfDoors } from "./desk-library.ts";
import { type FakeDesk, openDesk } from "./fake-desk.ts";
import { type FakeSidebar, fakeSidebar, sidebarDoors } from "./fake-sidebar.ts";
import { type FakeGuests, guestDoors, openGuests } from "./fake-guests.ts";
import { EVENING, EVENING_SECOND, STATION_ZONE } from "./programmes.ts";
import { slateChannel } from "./slate-channel.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

/** A station as its pages see it, in memory. A test may change it while pages are open. */
export type FakeStation = {
  url: string;
  /** Channel time. It begins on the evening of the test and runs by itself. */
  nowMs: () => number;
  entries: readonly GuideEntry[];
  /** What stands in for the programme from a second on. */
  standsIn: { from: number; standIn: StandIn } | undefined;
  /** What a take put on air in place of all that aired lately. */
  takenOver: Pick<AiredSpan, "kind" | "title"> | undefined;
  /** True while only requests for pages are answered. */
  isAway: boolean;
  /** What requests for media wait for; undefined while they are answered at once. */
  mediaHeld: Promise<void> | undefined;
  desk: FakeDesk;
  sidebar: FakeSidebar;
  /** The origins that may show the page beside an entry. */
  framedBy: readonly string[];
  guests: FakeGuests;
  close: () => Promise<void>;
};

/** Serves the built pages with the Worker's headers, the public and the control room's API, and a channel that plays. */
export async function openStation(pages: string): Promise<FakeStation> {
  const startedMs = performance.now();
  const nowMs = (): number => EVENING_SECOND * 1000 + performance.now() - startedMs;
  const app = new Hono();
  const opened = await new Promise<{ server: ReturnType<typeof serve>; port: number }>((resolve) => {
    const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, ({ port }) =>
      resolve({ server, port }),
    );
  });
  const station: FakeStation = {
    url: `http://127.0.0.1:${opened.port}`,
    nowMs,
    entries: EVENING,
    standsIn: undefined,
    takenOver: undefined,
    isAway: false,
    mediaHeld: undefined,
    sidebar: fakeSidebar(),
    framedBy: [],
    desk: openDesk(nowMs, () => station.entries),
    guests: openGuests(nowMs),
    close: async () => {
      if ("closeAllConnections" in opened.server) opened.server.closeAllConnections();
      await new Promise<void>((resolve) => opened.server.close(() => resolve()));
    },
  };

  app.use("/api/*", async (c, next) =>
    station.isAway ? c.json(errorBody("internal", "The station is away."), 503) : next(),
  );
  app.use("/live/*", async (c, next) => {
    await station.mediaHeld;
    return station.isAway ? c.text("away", 503) : next();
  });
  app.route("/", publicApi(station));
  app.route("/", directoryDoors(station));
  app.get(routes.programmeCalendar.pattern, (c) => {
    const slug = c.req.param("file").replace(/\.ics$/, "");
    const entries = station.entries.filter((entry) => entry.slug === slug);
    const airings = entries.map((entry) => ({ part: 1, entry, sequence: 0, changedAt: EVENING_SECOND }));
    return c.body(calendarFile(airings, station.url), 200, { "content-type": "text/calendar" });
  });
  app.route("/", sidebarDoors(station.sidebar, nowMs));
  app.route("/", shelfDoors(station.desk.library));
  // Before the doors of the control room, which let in producers alone.
  app.route("/", guestDoors(station.guests, join(pages, "guest/index.html")));
  app.route("/", deskDoors(station.desk));
  app.route("/", slateChannel(nowMs, { from: EVENING_SECOND - 3600, to: EVENING_SECOND - 3540 }));
  app.get("*", async (c) => {
    const isMachineDoor = /^\/(?:api|live|replay|epg)\//.test(c.req.path);
    const answer = isMachineDoor
      ? c.json(errorBody("no-such-path", "There is nothing here."), 404)
      : await page(pages, c.req.path, station);
    return c.req.path === "/contentful/sidebar/"
      ? withFramedHeaders(answer, c.req.raw, station.framedBy)
      : withSecurityHeaders(answer, c.req.raw);
  });
  return station;
}

/** Pages of their own; all else is the viewer's. */
const PAGES = new Map([
  ["/control-room/", "/control-room/index.html"],
  ["/control-room/library/", "/control-room/index.html"],
  ["/control-room/rehearsal/", "/control-room/index.html"],
  ["/contentful/sidebar/", "/contentful/sidebar/index.html"],
  ["/control-room/news/", "/control-room/index.html"],
]);

/** Answers as the Worker does: a file of the pages, or the viewer's page for any other address. */
async function page(pages: string, path: string, station: FakeStation): Promise<Response> {
  const file = path.startsWith("/embed/") ? "/embed/index.html" : (PAGES.get(path) ?? path);
  const type = TYPES[extname(file)];
  if (type !== undefined) {
    const body = await readFile(join(pages, file)).catch(() => undefined);
    if (body === undefined) return new Response("There is no such file.\n", { status: 404 });
    return new Response(new Uint8Array(body), { headers: { "content-type": type } });
  }
  const slug = /^\/schedule\/([^/]+)$/.exec(path)?.[1];
  const isKnown =
    slug === undefined
      ? /^\/(?:schedule\/?|replays(?:\/.+)?|(?:people|shows|search)(?:\/.+)?)?$/.test(path)
      : entryOf(station, slug) !== undefined;
  const body = await readFile(join(pages, "index.html"));
  return new Response(new Uint8Array(body), {
    status: isKnown ? 200 : 404,
    headers: { "content-type": "text/html; charset=utf-8" },
  });
}

const entryOf = (station: FakeStation, slug: string): GuideEntry | undefined =>
  station.entries.find((entry) => entry.slug === slug);

/** The guide as a rundown: each entry up to the next one, and one piece of filler in each gap. */
function planOf(entries: readonly GuideEntry[]): OnNow[] {
  const plan: OnNow[] = [];
  const fill = (start: number, end: number): void => {
    if (start < end) plan.push({ kind: "filler", title: "Waves", start, end });
  };
  let at = EVENING_SECOND - 2 * 86_400;
  for (const [index, entry] of entries.entries()) {
    fill(at, entry.start);
    const end = Math.min(entry.end, entries[index + 1]?.start ?? entry.end);
    plan.push({ kind: itemKindOf(entry.kind), title: entry.title, start: entry.start, end, entry });
    at = end;
  }
  fill(at, EVENING_SECOND + 2 * 86_400);
  return plan;
}

function onNowOf(plan: readonly OnNow[], second: number): OnNow {
  const now = plan.findLast(({ start, end }) => start <= second && second < end);
  return now ?? { kind: "slate", title: "Back soon", start: second, end: second + 1 };
}

/** What aired in the last ten minutes, as the plan has it but for what stands in or was put on air by hand. */
function airedBy(station: FakeStation, plan: readonly OnNow[], newest: number): AiredSpan[] {
  const { from: lostFrom = Number.POSITIVE_INFINITY, standIn } = station.standsIn ?? {};
  const [oldest, open] = [newest - AIRED_SECONDS, newest + 1];
  if (station.takenOver !== undefined)
    return [{ ...station.takenOver, from: oldest, to: open, standIn: { kind: "slate", reason: "take" } }];
  return plan.flatMap(({ kind, title, start, end, entry }) => {
    const told = { kind, title, start, end, airing: entry?.airing };
    const cut = Math.min(open, Math.max(lostFrom, start));
    const spans = [
      { ...told, from: Math.max(start, oldest), to: Math.min(end, cut) },
      { ...told, from: Math.max(cut, oldest), to: Math.min(end, open), standIn },
    ];
    return spans.filter(({ from, to }) => from < to);
  });
}

function publicApi(station: FakeStation): Hono {
  const app = new Hono();
  app.get(routes.guide("main"), (c) => {
    const [from, to] = [Number(c.req.query("from")), Number(c.req.query("to"))];
    const entries = station.entries.filter((entry) => entry.start < to && entry.end > from);
    return c.json(Guide.parse({ channel: "main", stationTimezone: STATION_ZONE, from, to, entries }));
  });
  app.get(routes.now("main"), (c) => {
    const nowMs = station.nowMs();
    const second = secondOf(nowMs);
    const plan = planOf(station.entries);
    const now = onNowOf(plan, second);
    const ahead = plan.filter((one) => one.start >= now.end).slice(0, 3);
    const next = station.entries.filter((one) => one.start > second).slice(0, 3);
    const aired = airedBy(station, plan, second - 1);
    const standIn = aired.at(-1)?.standIn;
    return c.json(NowNext.parse({ channel: "main", nowMs, now, standIn, ahead, next, aired }));
  });
  app.get("/api/v1/channels/main/programmes/:slug", (c) => {
    const entry = entryOf(station, c.req.param("slug"));
    if (entry === undefined)
      return c.json(errorBody("unknown-programme", "There is no such programme."), 404);
    const airings = station.entries.filter(({ title }) => title === entry.title);
    return c.json(ProgrammeAnswer.parse({ stationTimezone: STATION_ZONE, entry, airings }));
  });
  return app;
}
