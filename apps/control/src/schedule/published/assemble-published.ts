import type { Chore } from "../chores/chore-list.ts";
import type { EventStore } from "../events/event-store.ts";
import type { ReadRules } from "../events/read-event.ts";
import type { FacilityStore } from "../facilities/facility-store.ts";
import type { PieceStore } from "../library/piece-store.ts";
import { ToldRecordings } from "../library/told-recordings.ts";
import type { Vendors } from "../ports/vendors.ts";
import { EpisodeStore } from "../recurrence/episode-store.ts";
import { EpisodeMaker } from "../recurrence/make-episodes.ts";
import type { StationRundown } from "../rundown/station-rundown.ts";
import type { ShowStore } from "../shows/show-store.ts";
import { ToldShows } from "../shows/told-shows.ts";
import type { WarningStore } from "../warnings/warning-store.ts";
import { PublishedReader } from "./published-reader.ts";
import type { PublishedStore } from "./published-store.ts";

type Parts = {
  storage: DurableObjectStorage;
  content: Vendors["content"];
  rules: ReadRules;
  facilities: FacilityStore;
  events: EventStore;
  shows: ShowStore;
  published: PublishedStore;
  pieces: PieceStore;
  warnings: WarningStore;
  rundown: StationRundown;
};

type Published = { shows: ToldShows; recordings: ToldRecordings; standing: PublishedReader; chores: Chore[] };

/** Puts together what hears of all that is published but events, and what makes the episodes of shows. */
export function assemblePublished(o: Parts): Published {
  const { storage, events, rundown, rules } = o;
  const { sql } = storage;
  const { stationTimezone } = rules;
  const episodes = new EpisodeMaker({ ...o, episodes: new EpisodeStore(sql), stationTimezone });
  const shows = new ToldShows({
    ...o,
    episodes,
    write: (record, atMs) => {
      if (events.write(record).airing === "changed") rundown.ask(atMs);
    },
  });
  const recordings = new ToldRecordings({ sql, pieces: o.pieces, zone: stationTimezone });
  const standing = new PublishedReader({ ...o, shows, recordings });
  return { shows, recordings, standing, chores: [standing, episodes] };
}
