import type { Presenter } from "@nonstop/contract/airing";
import type { GuideEntry, ProgrammeAiring } from "@nonstop/contract/guide";
import type { ChannelId } from "@nonstop/contract/names";
import { routes } from "@nonstop/contract/routes";
import type { Second } from "@nonstop/contract/time";
import { personPage, pictureOf, programmePage, showPage } from "./page-addresses.ts";

/** A thing as schema.org describes it. */
export type Thing = { readonly "@type": string; readonly [property: string]: unknown };

/** A page's head is no guide. */
const MAX_COMING = 20;

type Place = { origin: string; channel: ChannelId; now: Second };

/** Things in JSON-LD, as it stands in a page: nothing of it ends the script that it stands in. */
export function linkedData(things: readonly Thing[]): string {
  const text = JSON.stringify({ "@context": "https://schema.org", "@graph": things });
  return text.replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The channel itself, and who runs it. */
export function channelThing(origin: string): Thing {
  return {
    "@type": "BroadcastService",
    "@id": channelId(origin),
    name: "Nonstop",
    broadcastDisplayName: "Nonstop",
    url: `${origin}/`,
    logo: `${origin}/logo.png`,
    broadcaster: organizer(origin),
  };
}

/** One airing: an event that everybody may watch, online. */
export function airingThing(entry: GuideEntry, { origin }: Pick<Place, "origin">): Thing {
  const page = programmePage(origin, entry.slug);
  return {
    "@type": "BroadcastEvent",
    "@id": `${page}#airing-${entry.start}`,
    name: entry.title,
    ...described(entry),
    url: page,
    image: [pictureOf(origin, entry)],
    ...timesOf(entry),
    eventStatus: "https://schema.org/EventScheduled",
    eventAttendanceMode: "https://schema.org/OnlineEventAttendanceMode",
    location: { "@type": "VirtualLocation", url: `${origin}/` },
    isLiveBroadcast: isLive(entry),
    isAccessibleForFree: true,
    publishedOn: { "@id": channelId(origin) },
    organizer: organizer(origin),
    ...(entry.presenters.length === 0
      ? {}
      : { performer: entry.presenters.map((one) => personThing(one, origin)) }),
    workPerformed: episodeThing(entry, origin),
  };
}

/** All that the page of a programme is about: the channel, its airings, and its video once it can be seen again. */
export function programmeThings(
  { entry, airings }: { entry: GuideEntry; airings: readonly ProgrammeAiring[] },
  place: Place,
): Thing[] {
  const others = airings.filter(({ airing, start }) => airing !== entry.airing || start !== entry.start);
  const events = [entry, ...others.map((other) => ({ ...entry, ...other }))];
  return [
    channelThing(place.origin),
    ...events.map((event) => airingThing(event, place)),
    ...videoThings(entry, place),
  ];
}

/** All that the page of a person or a show is about: who or what it is, and what is to come of it. `picture` is a path of ours. */
export function namedThings(
  named: { list: "people" | "shows"; slug: string; title: string; words?: string; picture?: string },
  airings: readonly GuideEntry[],
  place: Place,
): Thing[] {
  const { list, slug, title, words = "", picture } = named;
  const url = (list === "people" ? personPage : showPage)(place.origin, slug);
  const thing: Thing = {
    "@type": list === "people" ? "Person" : "TVSeries",
    "@id": `${url}#${list === "people" ? "person" : "series"}`,
    name: title,
    url,
    ...(words.trim() === "" ? {} : { description: words.trim() }),
    ...(picture === undefined ? {} : { image: place.origin + picture }),
  };
  const coming = airings.filter(({ end }) => end > place.now).slice(0, MAX_COMING);
  return [channelThing(place.origin), thing, ...coming.map((entry) => airingThing(entry, place))];
}

/** Somebody who is seen. */
export function personThing(person: Presenter, origin: string): Thing {
  const page = person.slug === undefined ? undefined : personPage(origin, person.slug);
  return {
    "@type": "Person",
    ...(page === undefined ? {} : { "@id": `${page}#person`, url: page }),
    name: person.name,
    ...(person.role === undefined ? {} : { jobTitle: person.role }),
  };
}

// What aired can be seen again, what is on now is seen on the channel's page; nothing can be seen of what is to come.
function videoThings(entry: GuideEntry, { origin, channel, now }: Place): Thing[] {
  if (entry.kind === "slate" || now < entry.start) return [];
  const isOver = entry.end <= now;
  const length = {
    duration: `PT${entry.end - entry.start}S`,
    contentUrl: origin + routes.replay(entry.airing),
  };
  return [
    {
      "@type": "VideoObject",
      "@id": `${programmePage(origin, entry.slug)}#video`,
      name: entry.title,
      description: entry.summary.trim() || entry.title,
      thumbnailUrl: [pictureOf(origin, entry)],
      uploadDate: isoTime(entry.start),
      ...(isOver ? length : { contentUrl: origin + routes.multivariant(channel) }),
      embedUrl: isOver ? origin + routes.embed(entry.airing) : `${origin}${routes.embedLive}`,
      ...(entry.language === undefined ? {} : { inLanguage: entry.language }),
      publication: {
        "@type": "BroadcastEvent",
        name: entry.title,
        isLiveBroadcast: isLive(entry),
        ...timesOf(entry),
      },
    },
  ];
}

function episodeThing(entry: GuideEntry, origin: string): Thing {
  const work = { name: entry.title, url: programmePage(origin, entry.slug) };
  const { show } = entry;
  if (show === undefined) return { "@type": "CreativeWork", ...work };
  const page = showPage(origin, show.slug);
  return {
    "@type": "TVEpisode",
    ...work,
    partOfSeries: { "@type": "TVSeries", "@id": `${page}#series`, name: show.title, url: page },
  };
}

function described(entry: GuideEntry): { description?: string; inLanguage?: string } {
  const summary = entry.summary.trim();
  return {
    ...(summary === "" ? {} : { description: summary }),
    ...(entry.language === undefined ? {} : { inLanguage: entry.language }),
  };
}

function timesOf({ start, end }: { start: Second; end: Second }): { startDate: string; endDate: string } {
  return { startDate: isoTime(start), endDate: isoTime(end) };
}

function isLive({ kind, repeatOf }: GuideEntry): boolean {
  return kind === "live" && repeatOf === undefined;
}

function organizer(origin: string): Thing {
  return { "@type": "Organization", name: "Nonstop", url: `${origin}/`, logo: `${origin}/logo.png` };
}

const channelId = (origin: string): string => `${origin}/#channel`;
const isoTime = (second: Second): string => new Date(second * 1000).toISOString();
