import type { Admissions } from "@nonstop/contract/admissions";
import type { Pull } from "@nonstop/contract/pull";
import type { ReadThroughFacts } from "@nonstop/contract/read-through";
import { secondOf, type Second } from "@nonstop/contract/time";
import { clock } from "@nonstop/door/clock";
import { Dismissals } from "@nonstop/door/dismissals";
import type { Settings } from "../settings.ts";
import { assembleAnnouncements } from "./announcements/assemble-announcements.ts";
import type { SubscriberDesk } from "./announcements/subscriber-desk.ts";
import { admissionsOf } from "./admissions/admissions-of.ts";
import { assembleAhead } from "./ahead/assemble-ahead.ts";
import { readArchivedTables } from "./archive/archived-tables.ts";
import { nightlyArchive } from "./archive/nightly-archive.ts";
import { writeArchive } from "./archive/write-archive.ts";
import { GuestChecks } from "../guests/guest-checks.ts";
import { GuestDesk } from "../guests/guest-desk.ts";
import { ChoreList, type ChoreHost } from "./chores/chore-list.ts";
import { followArrivals } from "./library/follow-arrivals.ts";
import { retellEvents } from "./chores/retell-events.ts";
import { hourlyRound } from "./chores/hourly-round.ts";
import { AirFacts } from "./events/air-facts.ts";
import type { EventStore } from "./events/event-store.ts";
import type { Directory } from "./directory/directory.ts";
import { StationEncoders } from "./facilities/station-encoders.ts";
import { StationGuide } from "./guide/station-guide.ts";
import { healers } from "./healings/healers.ts";
import type { HealingStore } from "./healings/healing-store.ts";
import { HookDesk } from "./hooks/hook-desk.ts";
import { LastHeard } from "./hooks/last-heard.ts";
import { SignatureWatch } from "./hooks/signature-watch.ts";
import type { SeenHooks } from "./hooks/seen-hooks.ts";
import { ToldChanges } from "./hooks/told-changes.ts";
import { HostKeys } from "./in-meeting/host-keys.ts";
import { LayoutDesk } from "./in-meeting/layout-desk.ts";
import { assembleImports, type Importing } from "./imports/assemble-imports.ts";
import { ArrivingPieces } from "./library/arriving-pieces.ts";
import { assembleLibrary, type LibraryParts } from "./library/assemble-library.ts";
import type { PieceStore } from "./library/piece-store.ts";
import type { PieceMedia } from "./past/piece-media.ts";
import type { ChannelCalls } from "./ports/channel.ts";
import type { Vendors } from "./ports/vendors.ts";
import { assemblePublished } from "./published/assemble-published.ts";
import { readPulls } from "./pulls/read-pulls.ts";
import { readThroughFacts } from "./read-through/read-through-facts.ts";
import { EpisodeStore } from "./recurrence/episode-store.ts";
import { StationRundown } from "./rundown/station-rundown.ts";
import { EventSteps } from "./steps/event-steps.ts";
import { openStores } from "./stores.ts";
import { StepDriver } from "./steps/step-driver.ts";
import { EventsList } from "./warnings/events-list.ts";

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
  pieceMedia: PieceMedia;
  /** The settings that an archive tells. */
  archivedSettings: Readonly<Record<string, string>>;
  host: ChoreHost;
};

export type Parts = Importing &
  LibraryParts & {
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
    rundown: StationRundown;
    guide: StationGuide;
    /** All that the public may find. */
    directory: (nowMs: number) => Directory;
    /** Where a picture of a person or a show lies. */
    pictureUrl: (id: string) => string | undefined;
    guests: GuestDesk;
    steps: EventSteps;
    hooks: HookDesk;
    eventsList: EventsList;
    layouts: LayoutDesk;
    hostKeys: HostKeys;
    healings: HealingStore;
    subscribers: SubscriberDesk;
    seen: SeenHooks;
    chores: ChoreList;
  };

/** Puts the parts of the schedule together, and lists its chores. */
export function assemble(o: Surroundings): Parts {
  const { storage, settings, vendors, channelName, channel } = o;
  const { timezone, territory, upstreamDelaySeconds, margins, pullsLocal } = settings;
  const nowMs = (): number => clock.nowMs();
  const { sql } = storage;
  const stores = openStores(sql);
  const { events, addresses, pieces, seen, warnings, facts, calendar, healings } = stores;
  const { videoStore, facilities, encoderKeys, shows, published, programming } = stores;
  const planning = assembleAhead({ ...stores, sql, channelName, territory, nowMs });
  const { ahead, aired } = planning;
  const rundown = new StationRundown({
    channel: channelName,
    timezone,
    territory,
    upstreamDelaySeconds,
    margins,
    airings: ahead,
    addresses,
    pieces,
    programming,
    facts,
    warnings,
    handOverTo: { channel, kv: o.kv },
  });
  const guide = new StationGuide({
    channel: channelName,
    timezone,
    ahead,
    events,
    addresses,
    pieces,
    rundown,
    calendar,
  });
  const encoders = new StationEncoders({ facilities, keys: encoderKeys, settings: settings.meetings });
  const arriving = new ArrivingPieces();
  const airFacts = new AirFacts({
    stationHost: settings.meetings.host,
    preRollSeconds: margins.preRollSeconds,
    territory,
    events,
    ahead,
    facilities,
    pieces,
    videos: videoStore,
    arriving,
  });
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
  const { publicUrl: station, space, environment } = settings;
  const owner = { station, space, environment };
  const guestChecks = new GuestChecks({ settings, events, meters: vendors.meters });
  const guests = new GuestDesk({ settings, events, checks: guestChecks });
  const dismissals = new Dismissals(sql, ({ message }) => message);
  const importing = assembleImports({ ...o, ...stores, sql, rundown, nowMs });
  const { imports, videos } = importing.parts;
  const eventsList = new EventsList({ settings, events, steps, videos, imports, warnings, dismissals });
  const rules = {
    stationTimezone: timezone,
    pullsLocal,
    channel: channelName,
    shows: (entry: string) => shows.find(entry),
  };
  const publishing = assemblePublished({
    ...stores,
    storage,
    content: vendors.content,
    rules,
    rundown,
    guide,
  });
  const announcements = assembleAnnouncements({
    ...o,
    ...stores,
    sql,
    ahead,
    eventsList,
    port: vendors.subscribers,
  });
  const told = new ToldChanges({
    ...stores,
    subscribers: announcements.desk,
    storage,
    rules,
    steps,
    videos,
    rundown,
    standing: publishing.standing,
    shows: publishing.shows,
    recordings: publishing.recordings,
  });
  const hooks = new HookDesk({
    told,
    signatures: new SignatureWatch({ facts, warnings, timezone }),
    lastHeard: new LastHeard(facts),
  });
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
    ...stores,
    sql,
    ahead,
    aired,
    rundown,
    videos,
    imports,
    overRunSeconds: upstreamDelaySeconds,
    programming,
    ingest: vendors.ingest,
  });
  const chores = new ChoreList(
    [
      ...new StepDriver(steps, nowMs).chores(),
      rundown,
      followArrivals({ events, pieces, arriving, facts: airFacts, ingest: vendors.ingest }),
      ...planning.chores({ rundown, channel }),
      retellEvents({ events, steps, facts: airFacts, eventsList }),
      ...announcements.chores,
      ...publishing.chores,
      guestChecks,
      ...importing.chores,
      ...library.chores,
      ...healers({ vendors, owner, sql, events, steps, videos, told, facts, healings, nowMs }),
      hourlyRound({ events, seen, facts, warnings, rundown }),
      nightlyArchive({ channel: channelName, timezone, facts, media: o.media, archive }),
    ],
    o.host,
  );
  return {
    archive,
    readThrough: (window, atMs) =>
      readThroughFacts(
        {
          ...stores,
          channel: channelName,
          settings,
          ahead,
          episodes: new EpisodeStore(sql),
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
    ...importing.parts,
    ...library.parts,
    rundown,
    guide,
    directory: publishing.directory,
    pictureUrl: (id) => published.picture(id)?.url,
    guests,
    steps,
    hooks,
    eventsList,
    layouts: new LayoutDesk({ events, meetings: vendors.meetings }),
    healings,
    subscribers: announcements.desk,
    hostKeys: new HostKeys({ events, vendors }),
    seen,
    chores,
  };
}
