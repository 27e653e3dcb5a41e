import type { Presenter } from "@nonstop/contract/airing";
import type { GuideEntry } from "@nonstop/contract/guide";
import { firstChannel } from "@nonstop/door/channel-of";
import { refusal } from "@nonstop/door/refusal";
import { calendarFeed, calendarFile } from "@nonstop/schedule/feeds/calendar-feed";
import type { Context, Handler } from "hono";
import type { Env } from "../../env.ts";
import { readProgramme } from "../guide/read-guide.ts";
import { feedAnswer } from "./feed-answer.ts";
import { FEED_CACHE, feedStation } from "./feed-station.ts";
import { readCalendar } from "./read-feed.ts";

type Site = Context<{ Bindings: Env }>;

const CALENDAR_TYPE = "text/calendar; charset=utf-8";
const UNKNOWN_CACHE_SECONDS = 5;

/** The calendar of those airings that are wanted. */
export async function calendarAnswer(
  c: Site,
  o: { channel: string; name: string; wanted: (entry: GuideEntry) => boolean },
): Promise<Response> {
  const calendar = await readCalendar(c.env, o.channel);
  if (calendar === undefined) return scheduleAway();
  const { origin } = feedStation(c, o.channel);
  const airings = calendar.filter(({ entry }) => o.wanted(entry));
  const text = calendarFeed({ name: o.name, address: `${origin}${c.req.path}`, origin, airings });
  return feedAnswer(c.req.raw, { text, type: CALENDAR_TYPE, cacheControl: FEED_CACHE });
}

/** `GET /schedule/{slug}.ics`: one programme, for whoever wants to be reminded of it. */
export const programmeCalendar: Handler<{ Bindings: Env }> = async (c) => {
  const channel = firstChannel(c.env);
  const slug = (c.req.param("file") ?? "").slice(0, -".ics".length);
  const calendar = await readCalendar(c.env, channel);
  if (calendar === undefined) return scheduleAway();
  const airings = calendar.filter(({ entry }) => entry.slug === slug);
  if (airings.length === 0) return elsewhere(c, channel, slug);
  const text = calendarFile(airings, feedStation(c, channel).origin);
  const answer = await feedAnswer(c.req.raw, { text, type: CALENDAR_TYPE, cacheControl: FEED_CACHE });
  answer.headers.set("content-disposition", `attachment; filename="${slug}.ics"`);
  return answer;
};

/** `GET /people/{slug}.ics`: the programmes of one person. */
export const personCalendar: Handler<{ Bindings: Env }> = async (c) => {
  const channel = firstChannel(c.env);
  const slug = (c.req.param("file") ?? "").slice(0, -".ics".length);
  const calendar = await readCalendar(c.env, channel);
  if (calendar === undefined) return scheduleAway();
  const inIt = ({ presenters }: GuideEntry): Presenter | undefined =>
    presenters.find((presenter) => presenter.slug === slug);
  const person = calendar.map(({ entry }) => inIt(entry)).find((found) => found !== undefined);
  if (person === undefined) return nothing("person");
  return calendarAnswer(c, {
    channel,
    name: `${person.name} on ${feedStation(c, channel).name}`,
    wanted: (entry) => inIt(entry) !== undefined,
  });
};

// An address that the programme had before leads on, as its page does.
async function elsewhere(c: Site, channel: string, slug: string): Promise<Response> {
  const present = (await readProgramme(c.env, channel, slug))?.entry.slug;
  if (present === undefined || present === slug)
    return refusal(404, "unknown-programme", "There is no such programme.", {
      field: "slug",
      cure: "Look it up in the guide.",
      cacheSeconds: UNKNOWN_CACHE_SECONDS,
    });
  const location = `/schedule/${present}.ics`;
  return new Response(null, { status: 301, headers: { location, "cache-control": "public, max-age=10" } });
}

/** `GET /shows/{slug}.ics`: the episodes of one show. */
export const showCalendar: Handler<{ Bindings: Env }> = async (c) => {
  const channel = firstChannel(c.env);
  const slug = (c.req.param("file") ?? "").slice(0, -".ics".length);
  const calendar = await readCalendar(c.env, channel);
  if (calendar === undefined) return scheduleAway();
  const show = calendar.map(({ entry }) => entry.show).find((one) => one?.slug === slug);
  if (show === undefined) return nothing("show");
  return calendarAnswer(c, {
    channel,
    name: `${show.title} on ${feedStation(c, channel).name}`,
    wanted: (entry) => entry.show?.slug === slug,
  });
};

function nothing(what: "person" | "show"): Response {
  return refusal(404, "unknown-programme", `The guide has no such ${what}.`, {
    field: "slug",
    cure: "Look it up in the guide.",
    cacheSeconds: UNKNOWN_CACHE_SECONDS,
  });
}

/** The refusal of what the schedule alone can tell. */
export function scheduleAway(): Response {
  const answer = refusal(503, "schedule-away", "The schedule does not answer just now.", {
    cure: "Try again in a minute. What a calendar has it keeps.",
  });
  answer.headers.set("retry-after", "60");
  return answer;
}
