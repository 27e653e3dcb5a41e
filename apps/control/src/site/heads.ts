import type { Guide, ProgrammeAnswer } from "@nonstop/contract/guide";
import { routes } from "@nonstop/contract/routes";
import type { ShelfEntry } from "@nonstop/contract/shelf";
import type { Second } from "@nonstop/contract/time";
import { airingThing, channelThing, linkedData, programmeThings } from "@nonstop/schedule/feeds/linked-data";
import { pictureOf } from "@nonstop/schedule/feeds/page-addresses";
import type { Alternate, PageHead } from "./page-head.ts";

const STATION_WORDS = "A television station that never goes off air.";
const DESCRIPTION_LENGTH = 200;
/** A head is no guide: so many airings are told of in one. */
const MAX_AIRINGS = 50;

/** Where a page is, and when it is asked for. */
export type PlaceOfPage = { origin: string; path: string; channel: string; now: Second };

/** The head of a page of which nothing more is known. */
export function plainHead({ origin, path }: PlaceOfPage, title = "Nonstop"): PageHead {
  return { title, description: STATION_WORDS, url: origin + path, image: pictureOf(origin, {}) };
}

/** The head of the channel's page. It is made of nothing, so that the page waits for nobody. */
export function channelHead(place: PlaceOfPage): PageHead {
  return {
    ...plainHead(place),
    alternates: [...feeds(place), ...embeds(place)],
    linkedData: linkedData([channelThing(place.origin)]),
  };
}

/** The head of the guide; without a guide, when the schedule does not answer. */
export function guideHead(place: PlaceOfPage, guide: Guide | undefined): PageHead {
  const airings = (guide?.entries ?? []).slice(0, MAX_AIRINGS).map((entry) => airingThing(entry, place));
  return {
    ...plainHead(place, "Schedule · Nonstop"),
    alternates: feeds(place),
    linkedData: linkedData([channelThing(place.origin), ...airings]),
  };
}

/** The head of a programme's page. */
export function programmeHead(
  place: PlaceOfPage,
  programme: Omit<ProgrammeAnswer, "stationTimezone">,
): PageHead {
  const { entry } = programme;
  const calendar = {
    type: "text/calendar",
    href: place.origin + routes.programmeCalendar(entry.slug),
    title: `${entry.title}, for a calendar`,
  };
  return {
    ...plainHead(place, `${entry.title} · Nonstop`),
    description: shortened(entry.summary) || STATION_WORDS,
    image: pictureOf(place.origin, entry),
    alternates: [calendar, ...embeds(place)],
    linkedData: linkedData(programmeThings(programme, place)),
  };
}

/** The head of a favourite's page. */
export function favouriteHead(place: PlaceOfPage, entry: ShelfEntry): PageHead {
  const head = plainHead(place, `${entry.title} · Nonstop`);
  const poster = entry.kind === "favourite" ? entry.poster : undefined;
  return {
    ...head,
    description: shortened(entry.summary) || STATION_WORDS,
    image: poster === undefined ? head.image : `${place.origin}/${poster}`,
  };
}

function feeds({ origin, channel }: PlaceOfPage): Alternate[] {
  return [
    {
      type: "text/calendar",
      href: origin + routes.epg(channel, "ics"),
      title: "The schedule, for calendars",
    },
    { type: "application/xml", href: origin + routes.epg(channel, "xml"), title: "The guide, as XMLTV" },
    {
      type: "audio/x-mpegurl",
      href: origin + routes.epg(channel, "m3u"),
      title: "The channel, for IPTV players",
    },
  ];
}

function embeds({ origin, path }: PlaceOfPage): Alternate[] {
  const asked = `${origin}${routes.oembed}?url=${encodeURIComponent(origin + path)}`;
  return [
    { type: "application/json+oembed", href: `${asked}&format=json`, title: "For other pages" },
    { type: "text/xml+oembed", href: `${asked}&format=xml`, title: "For other pages" },
  ];
}

/** Shortens a text to fit a card. It cuts between words. */
function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  if (line.length <= DESCRIPTION_LENGTH) return line;
  return `${line.slice(0, DESCRIPTION_LENGTH).replace(/\s\S*$/, "")}…`;
}
