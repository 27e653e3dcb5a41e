import type { Admissions } from "@nonstop/contract/admissions";
import type { Pull } from "@nonstop/contract/pull";
import type { ReadThroughFacts } from "@nonstop/contract/read-through";
import { secondOf, type Second } from "@nonstop/contract/time";
import { clock } from "@nonstop/door/clock";
import { Dismissals } from "@nonstop/door/dismissals";
import type { Settings } from "../settings.ts";
import { AnnouncementStore } from "./announcements/announcement-store.ts";
import { Announcer } from "./announcements/announcer.ts";
import { deliveries } from "./announcements/deliveries.ts";
import { SubscriberDesk } from "./announcements/subscriber-desk.ts";
import { admissionsOf } from "./admissions/admissions-of.ts";
import { readArchivedTables } from "./archive/archived-tables.ts";
import { nightlyArchive } from "./archive/nightly-archive.ts";
import { writeArchive } from "./archive/write-archive.ts";
import { GuestChecks } from "../guests/guest-checks.ts";
import { GuestDesk } from "../guests/guest-desk.ts";
import { ChoreList, type ChoreHost } from "./chores/chore-list.ts";
import { followArrivals } from "./chores/follow-arrivals.ts";
import { retellEvents } from "./chores/retell-events.ts";
import { sweepMedia } from "./chores/sweep-media.ts";
import { hourlyRound } from "./chores/hourly-round.ts";
import { Addresses } from "./events/addresses.ts";
import { AirFacts } from "./events/air-facts.ts";
import { EventStore } from "./events/event-store.ts";
import { EncoderKeys } from "./facilities/encoder-keys.ts";
import { FacilityStore } from "./facilities/facility-store.ts";
import { StationEncoders } from "./facilities/station-encoders.ts";
import { CalendarEntries } from "./feeds/calendar-entries.ts";
import { StationGuide } from "./guide/station-guide.ts";
import { Facts } from "./facts.ts";
import { healers } from "./healings/healers.ts";
import { HealingStore } from "./healings/healing-store.ts";
import { HookDesk } from "./hooks/hook-desk.ts";
import { LastHeard } from "./hooks/last-heard.ts";
import { SignatureWatch } from "./hooks/signature-watch.ts";
import { SeenHooks } from "./hooks/seen-hooks.ts";
import { ToldChanges } from "./hooks/told-changes.ts";
import { HostKeys } from "./in-meeting/host-keys.ts";
import { LayoutDesk } from "./in-meeting/layout-desk.ts";
import { ArrivingPieces } from "./library/arriving-pieces.ts";
import { assembleLibrary } from "./library/assemble-library.ts";
import type { LeavingPieces } from "./library/leaving-pieces.ts";
import type { LibraryDesk } from "./library/library-desk.ts";
import { PieceStore } from "./library/piece-store.ts";
import { ToldRecordings } from "./library/told-recordings.ts";
import type { ChannelCalls } from "./ports/channel.ts";
import type { Vendors } from "./ports/vendors.ts";
import { PublishedReader } from "./published/published-reader.ts";
import { PublishedStore } from "./published/published-store.ts";
import { readPulls } from "./pulls/read-pulls.ts";
import { readThroughFacts } from "./read-through/read-through-facts.ts";
import { ShowStore } from "./shows/show-store.ts";
import { ToldShows } from "./shows/told-shows.ts";
import { StationRundown } from "./rundown/station-rundown.ts";
import { EventSteps } from "./steps/event-steps.ts";
import { StepDriver } from "./steps/step-driver.ts";
import { VideoSteps } from "./videos/video-steps.ts";
import { EventsList } from "./warnings/events-list.ts";
import { WarningStore } from "./warnings/warning-store.ts";
import { VideoStore } from "./videos/video-store.ts";

/** What the `Schedule` object lives on: its storage, its neighbours, its vendors. */
export type Surroundings = {
  storage: DurableObjectStorage;
  settings: Settings;
  vendors: Vendors;
  /** Name of the channel that the schedule is for. */
  channelName: string;
  channel: ChannelCalls;
  kv: KVNamespace;
  media: R2Bucket;
  /** The settings that an archive tells. */
  archivedSettings: Readonly<Record<string, string>>;
  host: ChoreHost;
};

export type Parts = {
  /** All that the station knows, as an archive. */
  archive: (nowMs: number) => Promise<Uint8Array<ArrayBuffer>>;
  /** What a read-through of a window is made from. */
  readThrough: (window: { from: Second; to: Second }, nowMs: number) => ReadThroughFacts;
  /** What ingest is to pull. */
  pulls: (nowMs: number) => Promise<Pull[]>;
  /** Who may publish, as ingest is told. */
  admissions: (nowMs: number) => Admissions;
  encoders: StationEncoders;
  events: EventStore;
  pieces: PieceStore;
  leaving: LeavingPieces;
  rundown: StationRundown;
  guide: StationGuide;
  guests: GuestDesk;
  steps: EventSteps;
  videos: VideoSteps;
  hooks: HookDesk;
  eventsList: EventsList;
  layouts: LayoutDesk;
  libraryDesk: LibraryDesk;
  hostKeys: HostKeys;
  healings: HealingStore;
  subscribers: SubscriberDesk;
  seen: SeenHooks;
  chores: ChoreList;
};

/** Puts the parts of the schedule together, and lists its chores. */
export function assemble(o: Surroundings): Parts {
  const { storage, settings, vendors, channelName, channel } = o;
  const { timezone, upstreamDelaySeconds, margins, pullsLocal } = settings;
  const nowMs = (): number => clock.nowMs();
  const { sql } = storage;
  const events = new EventStore(sql);
  const addresses = new Addresses(sql);
  const pieces = new PieceStore(sql);
  const seen = new SeenHooks(sql);
  const warnings = new WarningStore(sql);
  const facts = new Facts(sql);
  const rundown = new StationRundown({
    channel: channelName,
    timezone,
    territory: settings.territory,
    upstreamDelaySeconds,
    margins,
    events,
    addresses,
    pieces,
    facts,
    warnings,
    handOverTo: { channel, kv: o.kv },
  });
  const guide = new StationGuide({
    channel: channelName,
    timezone,
    events,
    addresses,
    pieces,
    rundown,
    calendar: new CalendarEntries(sql),
  });
  const videoStore = new VideoStore(sql);
  const facilities = new FacilityStore(sql);
  const encoderKeys = new EncoderKeys(sql);
  const encoders = new StationEncoders({ facilities, keys: encoderKeys, settings: settings.meetings });
  const arriving = new ArrivingPieces();
  const airFacts = new AirFacts({
    channel: channelName,
    stationHost: settings.meetings.host,
    preRollSeconds: margins.preRollSeconds,
    territory: settings.territory,
    events,
    facilities,
    pieces,
    videos: videoStore,
    arriving,
  });
  const shows = new ShowStore(sql);
  const published = new PublishedStore(sql);
  const steps = new EventSteps({
    channelName,
    channel,
    settings,
    vendors,
    events,
    addresses,
    shows: (entry) => shows.find(entry),
    published,
    rundown,
    facts: airFacts,
    nowMs,
  });
  const isOurInput = (input: string): boolean => events.ofInput(input) !== undefined;
  const videos = new VideoSteps({ videos: videoStore, pieces, doors: vendors, isOurInput });
  const { publicUrl: station, space, environment } = settings;
  const owner = { station, space, environment };
  const guestChecks = new GuestChecks({ settings, events, meters: vendors.meters });
  const guests = new GuestDesk({ settings, events, checks: guestChecks });
  const dismissals = new Dismissals(sql, ({ message }) => message);
  const eventsList = new EventsList({ settings, events, steps, videos, warnings, dismissals });
  const rules = {
    stationTimezone: timezone,
    pullsLocal,
    channel: channelName,
    shows: (entry: string) => shows.find(entry),
  };
  const toldShows = new ToldShows({
    storage,
    rules,
    events,
    shows,
    write: (record, atMs) => {
      if (events.write(record).airing === "changed") rundown.ask(atMs);
    },
  });
  const recordings = new ToldRecordings({ sql, pieces, zone: timezone });
  const publishedReader = new PublishedReader({
    content: vendors.content,
    facilities,
    published,
    shows: toldShows,
    recordings,
    events,
    rundown,
  });
  const announcements = new AnnouncementStore(sql);
  const { subscribers } = settings;
  const announcer = new Announcer({
    subscribers,
    store: announcements,
    channelName,
    channel,
    airings: (second) => events.airingsEndingAfter(second),
    warnings: (atMs) => eventsList.answer(atMs).warnings,
    origin: station,
    timezone,
  });
  const subscriberDesk = new SubscriberDesk({ subscribers, store: announcements, announcer, events });
  const told = new ToldChanges({
    subscribers: subscriberDesk,
    storage,
    rules,
    events,
    seen,
    warnings,
    steps,
    videos,
    rundown,
    standing: publishedReader,
    shows: toldShows,
    recordings,
  });
  const hooks = new HookDesk({
    told,
    signatures: new SignatureWatch({ facts, warnings, timezone }),
    lastHeard: new LastHeard(facts),
  });
  const healings = new HealingStore(sql);
  const archive = (atMs: number): Promise<Uint8Array<ArrayBuffer>> =>
    writeArchive({
      channel: channelName,
      settings: o.archivedSettings,
      tables: readArchivedTables(sql),
      past: (before) => channel.past(before),
      nowMs: atMs,
    });
  const library = assembleLibrary({
    ...o,
    sql,
    events,
    pieces,
    published,
    rundown,
    videos,
    healings,
  });
  const chores = new ChoreList(
    [
      ...new StepDriver(steps, nowMs).chores(),
      rundown,
      followArrivals({ events, pieces, arriving, facts: airFacts, ingest: vendors.ingest }),
      retellEvents({ events, steps, facts: airFacts, eventsList }),
      ...new StepDriver(videos, nowMs).chores(),
      announcer,
      ...subscribers.map((subscriber) =>
        deliveries(subscriber, { store: announcements, port: vendors.subscribers, warnings }),
      ),
      publishedReader,
      guestChecks,
      ...library.chores,
      ...healers({ vendors, owner, sql, events, steps, videos, told, facts, healings, nowMs }),
      hourlyRound({ events, seen, facts, warnings, rundown }),
      sweepMedia({ channel: channelName, facts, media: o.media }),
      nightlyArchive({ channel: channelName, timezone, facts, media: o.media, archive }),
    ],
    o.host,
  );
  return {
    archive,
    readThrough: (window, atMs) =>
      readThroughFacts(
        {
          channel: channelName,
          settings,
          events,
          pieces,
          outlookOf: (record) => steps.desired(record, atMs).outlook,
        },
        window,
      ),
    pulls: (atMs) =>
      readPulls({
        channel,
        events,
        overRunSeconds: upstreamDelaySeconds,
        margins,
        second: secondOf(atMs),
      }),
    admissions: (atMs) => admissionsOf({ events, encoderKeys, margins, second: secondOf(atMs) }),
    encoders,
    events,
    pieces,
    leaving: library.leaving,
    rundown,
    guide,
    guests,
    steps,
    videos,
    hooks,
    eventsList,
    libraryDesk: library.libraryDesk,
    layouts: new LayoutDesk({ events, meetings: vendors.meetings }),
    healings,
    subscribers: subscriberDesk,
    hostKeys: new HostKeys({ events, vendors }),
    seen,
    chores,
  };
}
