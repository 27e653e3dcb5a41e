import { clock } from "../edge/clock.ts";
import type { Settings } from "../settings.ts";
import { catchUpEvents, catchUpVideos } from "./chores/catch-up.ts";
import { ChoreList, type ChoreHost } from "./chores/chore-list.ts";
import { hourlyRound } from "./chores/hourly-round.ts";
import { EventStore } from "./events/event-store.ts";
import { StationGuide } from "./guide/station-guide.ts";
import { ToldChanges } from "./hooks/told-changes.ts";
import { LibraryPieces } from "./library/library-pieces.ts";
import type { ChannelCalls } from "./ports/channel.ts";
import type { Vendors } from "./ports/vendors.ts";
import { StationRundown } from "./rundown/station-rundown.ts";
import { StationStore } from "./station-store.ts";
import { EventSteps } from "./steps/event-steps.ts";
import { StepDriver } from "./steps/step-driver.ts";
import { VideoSteps } from "./videos/video-steps.ts";
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
  host: ChoreHost;
};

export type Parts = {
  events: EventStore;
  station: StationStore;
  guide: StationGuide;
  steps: EventSteps;
  videos: VideoSteps;
  pieces: LibraryPieces;
  told: ToldChanges;
  chores: ChoreList;
};

/** Puts the parts of the schedule together, and lists its chores. */
export function assemble(o: Surroundings): Parts {
  const { storage, settings, vendors, channelName, channel } = o;
  const { timezone, upstreamDelaySeconds, pullsLocal } = settings;
  const nowMs = (): number => clock.nowMs();
  const events = new EventStore(storage.sql);
  const station = new StationStore(storage.sql);
  const rundown = new StationRundown({
    channel: channelName,
    timezone,
    upstreamDelaySeconds,
    events,
    station,
    handOverTo: { channel, kv: o.kv },
  });
  const guide = new StationGuide({ channel: channelName, timezone, events, rundown });
  const steps = new EventSteps({ channel: channelName, settings, vendors, events, rundown, nowMs });
  const videos = new VideoSteps({ videos: new VideoStore(storage.sql), station, doors: vendors });
  const pieces = new LibraryPieces({ station, rundown, videos });
  const rules = { stationTimezone: timezone, pullsLocal };
  const told = new ToldChanges({ storage, rules, events, station, steps, videos, rundown });
  const eventDriver = new StepDriver(steps, nowMs);
  const chores = new ChoreList(
    [
      // What the guide shows must not wait for a meeting: links are read, and the rundown is compiled, beside the other steps.
      eventDriver.choreOf("links", "resolve-links"),
      rundown,
      eventDriver.chore("events"),
      new StepDriver(videos, nowMs).chore("videos"),
      catchUpEvents({ content: vendors.content, station, told, nowMs }),
      catchUpVideos({ videos: vendors.videos, steps: videos }),
      hourlyRound({ events, station, rundown, pieces, media: o.media }),
    ],
    o.host,
  );
  return { events, station, guide, steps, videos, pieces, told, chores };
}
