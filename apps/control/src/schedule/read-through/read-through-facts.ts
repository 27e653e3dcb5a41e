import type { Outlook } from "@nonstop/contract/events";
import type { ChannelId } from "@nonstop/contract/names";
import type { Piece } from "@nonstop/contract/library";
import { present } from "@nonstop/contract/present";
import type { EventReading, GuestReading, ReadThroughFacts } from "@nonstop/contract/read-through";
import type { Second } from "@nonstop/contract/time";
import { spanWords } from "@nonstop/invites/clock-words";
import { guestZone } from "@nonstop/invites/invite";
import { membersOf } from "@nonstop/schedule/blocks/members";
import { hasMeeting } from "@nonstop/schedule/has-meeting";
import { mayShowIn } from "@nonstop/schedule/library/rights";
import type { Settings } from "../../settings.ts";
import { collectionsOf } from "../ahead/collections-of.ts";
import type { StationAhead } from "../ahead/station-ahead.ts";
import type { EventRecord } from "../events/event-record.ts";
import type { EventStore } from "../events/event-store.ts";
import { mailOf } from "../invites/guest-invites.ts";
import { guestsOf, type Guest } from "../invites/guests-of.ts";
import type { ProgrammingStore } from "../programming/programming-store.ts";
import type { PieceStore } from "../library/piece-store.ts";
import type { PublishedStore } from "../published/published-store.ts";
import type { EpisodeStore } from "../recurrence/episode-store.ts";
import type { ShowStore } from "../shows/show-store.ts";
import { episodesToCome } from "./episodes-to-come.ts";

/** What began so long before the window may still be on in it, and what follows may be shown late in it. */
const ASIDE_SECONDS = 86_400;

type Known = {
  channel: ChannelId;
  settings: Pick<
    Settings,
    "timezone" | "territory" | "upstreamDelaySeconds" | "margins" | "space" | "environment" | "contentfulApp"
  >;
  events: Pick<EventStore, "endingAfter">;
  ahead: Pick<StationAhead, "airingsEndingAfter">;
  pieces: Pick<PieceStore, "all">;
  published: Pick<PublishedStore, "collections" | "recordings">;
  shows: Pick<ShowStore, "find" | "entries">;
  episodes: Pick<EpisodeStore, "of">;
  programming: Pick<ProgrammingStore, "programming" | "aired">;
  /** What will happen with an event. */
  outlookOf: (record: EventRecord) => Outlook;
};

/** All that a read-through of `[from, to)` is made from. It holds no link and no address. */
export function readThroughFacts(
  { channel, settings, events, ahead, pieces, programming, published, shows, episodes, outlookOf }: Known,
  { from, to }: { from: Second; to: Second },
): ReadThroughFacts {
  const { timezone, territory, upstreamDelaySeconds, margins } = settings;
  const records = events
    .endingAfter(from - ASIDE_SECONDS)
    .filter(({ presence }) => presence === "published")
    .filter(({ airing, event }) => ((airing ?? event)?.start ?? from) < to + ASIDE_SECONDS);
  const library = pieces.all().filter((piece) => mayShowIn(piece, territory));
  const toCome = episodesToCome({ channel, stationTimezone: timezone, shows, episodes }, { from, to });
  return {
    channel,
    timezone,
    from,
    to,
    upstreamDelaySeconds,
    margins,
    airings: [
      ...ahead.airingsEndingAfter(from - ASIDE_SECONDS).filter(({ start }) => start < to + ASIDE_SECONDS),
      ...toCome,
    ],
    toCome: toCome.map(({ id }) => id),
    collections: collectionsIn({ published, pieces: library }),
    pieces: library,
    programming: programming.programming(),
    aired: Object.fromEntries(programming.aired()),
    events: records.map((record) => readingOf(record, outlookOf(record))),
    ...present({ entryPages: entryPages(settings) }),
  };
}

function collectionsIn({
  published,
  pieces,
}: Pick<Known, "published"> & { pieces: readonly Piece[] }): ReadThroughFacts["collections"] {
  const library = new Map(pieces.map((piece) => [piece.asset, piece]));
  return [...collectionsOf(published.collections(), published.recordings()).values()].map((collection) => ({
    entry: collection.id,
    title: collection.title,
    pieces: membersOf(collection, library).pieces.length,
  }));
}

// A stand-in has its pages at an address of its own.
function entryPages({ space, environment, contentfulApp }: Known["settings"]): string | undefined {
  const [webApp] = contentfulApp.webApp;
  if (webApp === undefined || space === "") return undefined;
  if (!new URL(webApp).hostname.endsWith(".contentful.com")) return `${webApp}/entries/`;
  return `${webApp}/spaces/${space}/environments/${environment}/entries/`;
}

function readingOf(record: EventRecord, { problem, warnings }: Outlook): EventReading {
  const { entry, airing, known, privateFields } = record;
  const isMet = airing !== undefined && hasMeeting(airing);
  const leftOut = known.meeting?.leftOut?.length ?? 0;
  const hosts = privateFields && Math.max(0, privateFields.producers.length - leftOut);
  return {
    entry,
    notes: problem === undefined ? warnings : [problem, ...warnings],
    guests: isMet ? guestsOf(record).map((guest) => guestReading(record, guest, airing)) : [],
    ...present({ alternativeHosts: isMet ? hosts : undefined }),
  };
}

function guestReading(
  { known, privateFields, guests }: EventRecord,
  { person, presenter, address, timezone }: Guest,
  airing: NonNullable<EventRecord["airing"]>,
): GuestReading {
  const invite = known.invites?.[person];
  const verdict = guests?.verdicts?.[person];
  // An archive knows where an invitation went, and not whether that is still the guest's address.
  const mailedTo = privateFields === undefined ? invite?.holders.at(-1)?.address : address;
  return {
    name: presenter.name,
    when: spanWords(airing, guestZone({ guest: { ...presenter, ...present({ timezone }) }, airing })),
    hasLink: invite !== undefined && invite.key !== "",
    mail: invite === undefined ? "none" : mailOf(invite, mailedTo),
    ...present({
      timezone,
      hasAddress: privateFields && address !== undefined,
      setUp: verdict && (verdict.isReady ? ("ready" as const) : ("not-ready" as const)),
    }),
  };
}
